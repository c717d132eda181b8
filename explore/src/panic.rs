//! Panics, with the API of [`std::panic`]. Each is of its task.

use std::panic::UnwindSafe;
use std::thread::Result;

use crate::schedule::catch;

/// Runs what may panic.
///
/// # Errors
///
/// What it panicked with.
pub fn catch_unwind<T>(act: impl FnOnce() -> T + UnwindSafe) -> Result<T> {
    catch::catch(act)
}

/// Raises a panic that was caught.
///
/// # Panics
///
/// With this.
pub fn resume_unwind(payload: Box<dyn std::any::Any + Send>) -> ! {
    catch::resume_unwind(payload)
}
