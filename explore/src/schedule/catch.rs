//! What asks for panics: each belongs to its task.

use std::panic::{self, AssertUnwindSafe};
use std::thread::Result;

use super::engine::{with_run, with_tasks};
use super::heard::Payload;
use super::hook::message;
use super::run::Run;

/// Whether the current task unwinds because of a panic.
pub fn panicking() -> bool {
    // No task does if the thread does not, and that is known sooner.
    std::thread::panicking() && with_tasks(|run| run.is_panicking()).unwrap_or(true)
}

/// Runs what may panic.
pub(crate) fn catch<T>(act: impl FnOnce() -> T) -> Result<T> {
    let unwinds = panicking() && with_tasks(Run::begins_to_catch).is_some();
    let result = panic::catch_unwind(AssertUnwindSafe(act));
    if unwinds || result.is_err() {
        with_run(|run| run.has_caught(unwinds, result.is_err()));
    }
    result
}

/// Raises a panic that was caught.
pub(crate) fn resume_unwind(payload: Payload) -> ! {
    with_run(|run| {
        run.has_panicked = true;
        run.task().unwinds = true;
    });
    panic::resume_unwind(payload)
}

/// The text of what a task panicked with.
pub(crate) fn text(payload: &Payload) -> String {
    message(&**payload)
}
