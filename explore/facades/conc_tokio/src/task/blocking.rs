use std::panic::Location;

use super::handle::{JoinHandle, spawn};
use crate::blocking;

/// Starts a task that may block. As all tasks share one thread it runs at one go: where
/// others could come in between, the exploration ends without a verdict.
#[track_caller]
pub fn spawn_blocking<F, R>(f: F) -> JoinHandle<R>
where
    F: FnOnce() -> R + Send + 'static,
    R: Send + 'static,
{
    let at = Location::caller();
    spawn(async move { blocking::run(at, f) })
}

/// Runs what may block. As all tasks share one thread it runs at one go: where others could
/// come in between, the exploration ends without a verdict.
#[track_caller]
pub fn block_in_place<F, R>(f: F) -> R
where
    F: FnOnce() -> R,
{
    blocking::run(Location::caller(), f)
}
