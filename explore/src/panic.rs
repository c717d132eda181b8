//! Panics, with the API of [`std::panic`]. Each is of its task.

use std::panic::{Location, UnwindSafe};
use std::thread::Result;

use crate::schedule::catch;
use crate::schedule::engine::with_run;

/// Runs what may panic.
///
/// # Errors
///
/// What it panicked with.
#[track_caller]
pub fn catch_unwind<T>(act: impl FnOnce() -> T + UnwindSafe) -> Result<T> {
    let (result, at) = (catch::catch(act), Location::caller());
    if let Err(payload) = &result {
        with_run(|run| run.catches(&catch::text(payload), at));
    }
    result
}

/// Raises a panic that was caught.
///
/// # Panics
///
/// With this.
pub fn resume_unwind(payload: Box<dyn std::any::Any + Send>) -> ! {
    catch::resume_unwind(payload)
}
