//! What asks for panics: each belongs to its task.

use std::panic::{self, AssertUnwindSafe};
use std::thread::Result;

use super::engine::{with_run, with_tasks};
use super::heard::Payload;
use super::hook::message;
use super::run::Run;
use crate::model::handle::Handle;

/// Whether the current task unwinds because of a panic.
pub fn panicking() -> bool {
    // No task does if the thread does not, and that is known sooner.
    std::thread::panicking() && with_tasks(|run| run.is_panicking()).unwrap_or(true)
}

/// Whether this is shown in the message of a panic: the thread has begun to panic, and no
/// task has told of it. Nobody may come in between then, as std ends the process if another
/// panic begins; so the look is no step of its own. While another task unwinds it is taken
/// for one.
pub(crate) fn looks_in_a_message(handle: &Handle) -> bool {
    let is_in_one = std::thread::panicking()
        && with_run(|run| !run.task().unwinds).unwrap_or(true);
    if is_in_one {
        with_run(|run| run.looks(handle));
    }
    is_in_one
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
