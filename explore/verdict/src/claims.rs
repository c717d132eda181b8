//! What a check claims. A claim that does not hold is a panic, whose message has the
//! cause in its first line, or nothing if the steps have to tell it.

use std::fmt::{Debug, Display};

/// The title of a task that nobody has waited for. That says why: the order in which it ends
/// by itself in other schedules does not.
pub(crate) const LEFT_BEHIND: &str = "a task was left behind";

/// Which steps tell what went wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Show {
    /// All of them.
    Steps,
    /// What the check itself noted, such as "job 2 begins".
    Notes,
    /// What was sent and received, and what the check noted.
    Messages,
}

/// Claims that what was found is what was expected: "after both: value() is 1, expected
/// 2". The cause is read from the steps.
#[track_caller]
#[allow(clippy::needless_pass_by_value)] // a claim reads better without `&`
pub fn equal<T: PartialEq + Debug>(what: impl Display, found: T, expected: T) {
    if found != expected {
        panic!("\n{what} is {found:?}, expected {expected:?}");
    }
}

/// Claims that something holds; `title` names what went wrong if it does not, in a few
/// words, and `detail` says it in a sentence.
#[track_caller]
pub fn ensure(holds: bool, title: &str, detail: impl Display) {
    if !holds {
        fault(title, detail, Show::Steps);
    }
}

/// Says that something went wrong: what, in a few words, a sentence, and which steps
/// tell it.
#[track_caller]
pub fn fault(title: &str, detail: impl Display, show: Show) -> ! {
    panic!("{title}\t{show:?}\n{detail}")
}

/// What a claim's message says.
pub(crate) struct Said<'a> {
    /// The cause, if the claim names it.
    pub(crate) cause: Option<(&'a str, Show)>,
    pub(crate) detail: &'a str,
}

/// Whether a message names its cause, as no other panic does.
pub(crate) fn is_claim(message: &str) -> bool {
    read(message).cause.is_some()
}

pub(crate) fn read(message: &str) -> Said<'_> {
    let (head, detail) = message.split_once('\n').unwrap_or(("", message));
    let cause = head.split_once('\t').and_then(|(title, show)| {
        let all = [Show::Steps, Show::Notes, Show::Messages];
        Some((title, all.into_iter().find(|one| format!("{one:?}") == show)?))
    });
    Said { cause, detail }
}
