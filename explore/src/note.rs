use std::fmt;
use std::panic::Location;

use crate::model::access::{Key, Mode};
use crate::model::op::Op;
use crate::schedule::engine::{does, is_exploring, seen};

/// Adds a line of the program's own to the record, such as "sees 100, enough for 70". No
/// other task comes in between. Does nothing outside of an explored program.
#[track_caller]
pub fn note(text: impl fmt::Display) {
    note_at(text, Location::caller());
}

/// [`note`](fn@crate::note) with a place in the source that is not the caller's.
pub fn note_at(text: impl fmt::Display, at: &'static Location<'static>) {
    does(|run| {
        run.notes.push(text.to_string());
        run.touch(Key::Notes, Mode::Changes);
        run.record(None, Op::Note(run.notes.len() - 1), at);
    });
}

/// Says that the task reads what tasks count or collect outside of what is explored, and
/// note: what it finds depends on who has noted before. Without this, schedules that
/// differ in that alone may be taken for one behaviour. It is no step.
pub fn reads_notes() {
    does(|run| run.touch(Key::Notes, Mode::Looks));
}

/// Adds to the record that the program prints this, without the end of the line. Unlike a
/// [`note`](fn@crate::note) it is no step that [`Report::steps`](crate::Report::steps)
/// counts. No other task comes in between. The first thousand prints of a schedule are
/// kept, and one with more prints than it may have steps fails as if it had these.
///
/// Returns whether a program is explored: then nobody reads what is really printed, and
/// every schedule would print again.
#[track_caller]
pub fn printed(text: &str) -> bool {
    let at = Location::caller();
    seen(at);
    does(|run| run.print(text, at));
    is_exploring()
}

/// [`note`](fn@crate::note) with the arguments of [`format!`].
#[macro_export]
macro_rules! note {
    ($($arguments:tt)*) => {
        $crate::note(::std::format_args!($($arguments)*))
    };
}
