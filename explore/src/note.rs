use std::fmt;
use std::panic::Location;

use crate::engine::with_run;
use crate::op::Op;

/// Adds a line of the program's own to the record, such as "sees 100, enough for 70". No
/// other task comes in between. Does nothing outside of an explored program.
#[track_caller]
pub fn note(text: impl fmt::Display) {
    note_at(text, Location::caller());
}

/// [`note`](fn@crate::note) with a place in the source that is not the caller's.
pub fn note_at(text: impl fmt::Display, at: &'static Location<'static>) {
    with_run(|run| {
        run.notes.push(text.to_string());
        run.record(None, Op::Note(run.notes.len() - 1), at);
    });
}

/// [`note`](fn@crate::note) with the arguments of [`format!`].
#[macro_export]
macro_rules! note {
    ($($arguments:tt)*) => {
        $crate::note(::std::format_args!($($arguments)*))
    };
}
