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
    if let ([.., last], Some(more)) = (&expected[..], found.get(expected.len()))
        && found.starts_with(&expected)
    {
        let detail = format!(
            "{more:?} came after {last:?}, which should have been the last."
        );
        let title = format!("{} came that nobody expected", one_of(what));
        fault(&title, detail, Show::Messages);
    }
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
    // In nearly every schedule: what follows counts each one in all.
    if found == expected {
        return;
    }
    let count =
        |all: &[T], one: &T| all.iter().filter(|other| *other == one).count();
    let missing =
        expected.iter().find(|one| count(found, one) < count(expected, one));
    if let Some(one) = missing {
        let more =
            found.iter().find(|one| count(found, one) > count(expected, one));
        let came = match count(found, one) {
            0 => format!("{one:?} never came."),
            came => told(one, came, count(expected, one)),
        };
        let detail = match more {
            Some(other) if count(expected, other) == 0 => {
                format!("{came} {other:?} came and should not have.")
            }
            Some(other) => {
                let more = told(other, count(found, other), count(expected, other));
                format!("{came} {more}")
            }
            None => format!("{came} Expected {expected:?}, got {found:?}."),
        };
        fault(&format!("{} was lost", one_of(what)), detail, Show::Messages);
    }
    for one in found {
        match (count(found, one), count(expected, one)) {
            (_, 0) => {
                let detail = format!("{one:?} came and should not have.");
                fault(
                    &format!("{} came that nobody expected", one_of(what)),
                    detail,
                    Show::Messages,
                )
            }
            (times, expected) if times > expected => {
                let detail = told(one, times, expected);
                fault(
                    &format!("{} came too often", one_of(what)),
                    detail,
                    Show::Messages,
                )
            }
            _ => {}
        }
    }
}

/// "a message", "an event".
fn one_of(what: &str) -> String {
    match what.starts_with(['a', 'e', 'i', 'o']) {
        true => format!("an {what}"),
        false => format!("a {what}"),
    }
}

/// How often it came, and how often it should have.
fn told(one: &impl Debug, found: usize, expected: usize) -> String {
    format!("{one:?} came {}, not {}.", times(found), times(expected))
}

fn times(number: usize) -> String {
    match number {
        1 => "once".to_string(),
        2 => "twice".to_string(),
        more => format!("{more} times"),
    }
}

#[cfg(test)]
mod tests {
    use super::{each_once, in_order};

    /// The title and the sentence of the claim that fails.
    fn said(found: &'static [u32], expected: &'static [u32]) -> String {
        let claim = || each_once("message", found.to_vec(), expected.to_vec());
        of(claim)
    }

    fn of(claim: impl FnOnce() + std::panic::UnwindSafe) -> String {
        let message = std::panic::catch_unwind(claim).expect_err("it fails");
        *message.downcast::<String>().expect("a message")
    }

    #[test]
    fn what_comes_after_the_last_is_told_so() {
        let said = of(|| in_order("item", [1, 2, 3], [1, 2]));
        assert!(said.starts_with("an item came that nobody expected"), "{said}");
        assert!(said.ends_with("3 came after 2, which should have been the last."));
    }

    #[test]
    fn how_often_it_came_is_told_as_it_was() {
        for (found, expected, title, detail) in [
            (
                &[1, 1, 1][..],
                &[1][..],
                "came too often",
                "1 came 3 times, not once.",
            ),
            (
                &[1],
                &[1, 1],
                "was lost",
                "1 came once, not twice. Expected [1, 1], got [1].",
            ),
            (
                &[1, 3],
                &[1, 2],
                "was lost",
                "2 never came. 3 came and should not have.",
            ),
            (&[], &[1], "was lost", "1 never came. Expected [1], got []."),
            (&[1, 1], &[1, 2], "was lost", "2 never came. 1 came twice, not once."),
        ] {
            let said = said(found, expected);
            assert!(said.starts_with(&format!("a message {title}")), "{said}");
            assert!(said.ends_with(&format!("\n{detail}")), "{said}");
        }
    }
}
