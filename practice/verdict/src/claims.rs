//! What a check claims. A claim that does not hold is a panic, whose message has the
//! cause in its first line, or nothing if the steps have to tell it.

use std::fmt::{Debug, Display};

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
        fault(title, detail);
    }
}

/// Says that something went wrong: what, in a few words, and a sentence.
#[track_caller]
pub fn fault(title: &str, detail: impl Display) -> ! {
    panic!("{title}\n{detail}")
}

/// The title and the detail of a claim's message.
pub(crate) fn parts(message: &str) -> (Option<&str>, &str) {
    match message.split_once('\n') {
        Some(("", detail)) => (None, detail),
        Some((title, detail)) => (Some(title), detail),
        None => (None, message),
    }
}
