use std::panic::Location;

use super::handle::{JoinHandle, start_blocking};
use super::local::is_driven;
use crate::blocking;
use crate::runtime::Handle;

/// Starts a task that may block, on a thread of its own. Where tasks are not interrupted it
/// runs at one go: where others could come in between, the exploration ends without a
/// verdict.
#[track_caller]
pub fn spawn_blocking<F, R>(f: F) -> JoinHandle<R>
where
    F: FnOnce() -> R + Send + 'static,
    R: Send + 'static,
{
    Handle::current().spawn_blocking(f)
}

/// The same, inside of a runtime or not.
#[track_caller]
pub(crate) fn run_blocking<F, R>(f: F) -> JoinHandle<R>
where
    F: FnOnce() -> R + Send + 'static,
    R: Send + 'static,
{
    let at = Location::caller();
    start_blocking(async move { blocking::run(at, f) })
}

/// Runs what may block. As all tasks share one thread it runs at one go: where others could
/// come in between, the exploration ends without a verdict.
///
/// # Panics
///
/// In an async task of a runtime with one thread, or of a [`LocalSet`](super::LocalSet).
#[track_caller]
pub fn block_in_place<F, R>(f: F) -> R
where
    F: FnOnce() -> R,
{
    let is_alone = || Handle::current().has_one_thread() || is_driven();
    assert!(
        !blocking::is_async() || !is_alone(),
        "can call blocking only when running on the multi-threaded runtime"
    );
    blocking::run(Location::caller(), f)
}
