//! What asks for panics: each belongs to its task.

use std::panic::{self, AssertUnwindSafe};
use std::thread::Result;

use super::engine::with_run;
use super::heard::Payload;
use super::hook::message;
use super::run::Run;

/// Whether the current task unwinds because of a panic.
pub fn panicking() -> bool {
    with_run(|run| run.is_panicking()).unwrap_or_else(std::thread::panicking)
}

/// Runs what may panic.
pub(crate) fn catch<T>(act: impl FnOnce() -> T) -> Result<T> {
    let unwinds = with_run(Run::begins_to_catch);
    let result = panic::catch_unwind(AssertUnwindSafe(act));
    has_caught(unwinds, result.is_err());
    result
}

fn has_caught(unwinds: Option<bool>, panicked: bool) {
    if let Some(unwinds) = unwinds {
        with_run(|run| run.has_caught(unwinds, panicked));
    }
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
