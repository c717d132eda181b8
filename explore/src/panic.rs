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

/// Fails the schedule at once, as a panic with this message does that nobody catches: for
/// what ends a process. It is no panic, so no destructor runs, and no catch, no join and no
/// [forgiving](crate::Explore::forgives_panics) makes up for it.
///
/// # Panics
///
/// Outside of an explored program.
#[track_caller]
pub fn ends_the_process(message: &str) -> ! {
    let at = Location::caller();
    with_run(|run| run.fail_by_an_end(message, at));
    panic!("{message}")
}
