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

/// The most printed lines that a schedule keeps: a loop may print without end.
const MOST_PRINTED: usize = 1_000;

/// The most characters of one.
const LONGEST_PRINTED: usize = 200;

/// Adds to the record that the program prints this, without the end of the line. Unlike a
/// [`note`](fn@crate::note) it is no step that [`Report::steps`](crate::Report::steps)
/// counts. No other task comes in between. Does nothing outside of an explored program,
/// and nothing for what is printed after the first thousand of a schedule.
#[track_caller]
pub fn printed(text: &str) {
    let at = Location::caller();
    with_run(|run| {
        if run.printed == MOST_PRINTED {
            return;
        }
        run.printed += 1;
        let line = text.strip_suffix('\n').unwrap_or(text);
        run.notes.push(line.chars().take(LONGEST_PRINTED).collect());
        run.record(None, Op::Print(run.notes.len() - 1), at);
    });
}

/// [`note`](fn@crate::note) with the arguments of [`format!`].
#[macro_export]
macro_rules! note {
    ($($arguments:tt)*) => {
        $crate::note(::std::format_args!($($arguments)*))
    };
}
