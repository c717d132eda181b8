//! Claims on what came through: messages, results, jobs.

use std::fmt::Debug;

use crate::claims::{Show, fault};

/// Claims that each of what was expected came once and nothing else did, in whatever
/// order. `what` is what they are: "message".
#[track_caller]
pub fn each_once<T: Ord + Debug>(
    what: &str,
    found: impl IntoIterator<Item = T>,
    expected: impl IntoIterator<Item = T>,
) {
    let mut found: Vec<T> = found.into_iter().collect();
    let mut expected: Vec<T> = expected.into_iter().collect();
    found.sort();
    expected.sort();
    compare(what, &found, &expected);
}

/// Claims that this is what came, in this order.
#[track_caller]
pub fn in_order<T: Ord + Debug + Clone>(
    what: &str,
    found: impl IntoIterator<Item = T>,
    expected: impl IntoIterator<Item = T>,
) {
    let found: Vec<T> = found.into_iter().collect();
    let expected: Vec<T> = expected.into_iter().collect();
    each_once(what, found.clone(), expected.clone());
    let wrong = found.iter().zip(&expected).find(|(found, right)| found != right);
    if let Some((found, right)) = wrong {
        let detail = format!("{found:?} came where {right:?} was expected.");
        fault(&format!("the {what}s are out of order"), detail, Show::Messages);
    }
}

/// Both are sorted.
#[track_caller]
fn compare<T: Ord + Debug>(what: &str, found: &[T], expected: &[T]) {
    let count =
        |all: &[T], one: &T| all.iter().filter(|other| *other == one).count();
    let missing =
        expected.iter().find(|one| count(found, one) < count(expected, one));
    if let Some(one) = missing {
        let more =
            found.iter().find(|one| count(found, one) > count(expected, one));
        let came = match count(found, one) {
            0 => format!("{one:?} never came"),
            came => {
                format!("{one:?} came {came} of {} times", count(expected, one))
            }
        };
        let detail = match more {
            Some(other) if count(expected, other) == 0 => {
                format!("{came}, and {other:?} came, which nobody asked for.")
            }
            Some(other) => {
                format!("{came}, and {other:?} came {} times.", count(found, other))
            }
            None => format!("{came}; {} came of {}.", found.len(), expected.len()),
        };
        fault(&format!("a {what} was dropped"), detail, Show::Messages);
    }
    for one in found {
        match (count(found, one), count(expected, one)) {
            (_, 0) => {
                let detail = format!("{one:?} came, and nobody asked for it.");
                fault(
                    &format!("a {what} came from nowhere"),
                    detail,
                    Show::Messages,
                )
            }
            (times, expected) if times > expected => {
                let detail = format!("{one:?} came {times} times.");
                fault(&format!("a {what} came twice"), detail, Show::Messages)
            }
            _ => {}
        }
    }
}
