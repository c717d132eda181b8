//! Of many waits the one that the others follow from.

use std::cell::LazyCell;

use explore::{Act, Failure, Step, Waiting, Want};

use super::given::senders;
use super::links::{How, Link, links};
use super::missed::{Last, last};
use super::{waits_for_ends, wants_lock};
use crate::operations::goes_on_writing;
use crate::sources::Sources;

/// The wait that no other wait explains; if each explains another, the most
/// telling.
pub(super) fn of(failure: &Failure, sources: Sources) -> Option<&Waiting> {
    let waits = || failure.waiting.iter().filter(|one| tells(one));
    let is_explained = |one: &Waiting| {
        let links = LazyCell::new(|| links(failure, sources, one));
        waits().any(|other| explains(failure, sources, (other, one), &links))
    };
    let roots = waits().filter(|one| !is_explained(one));
    roots
        .min_by_key(|one| rank(failure, sources, one))
        .or_else(|| waits().min_by_key(|one| rank(failure, sources, one)))
        .or_else(|| failure.waiting.iter().find(|one| waits_for_all(one)))
}

/// Who only waits for others to end explains nothing.
fn tells(one: &Waiting) -> bool {
    !wants_lock(one) && !waits_for_ends(one) && !waits_for_all(one)
}

/// Whether it waits for all that something counts.
fn waits_for_all(one: &Waiting) -> bool {
    matches!(one.wants, Want::Members | Want::Tracked)
}

/// Whether it would have been for `other` to end the wait of `one`, as far as the
/// steps tell: it has done so before. `links` are those of `one`, found if they are
/// asked for.
fn explains<'a>(
    failure: &Failure,
    sources: Sources,
    (other, one): (&Waiting, &Waiting),
    links: &LazyCell<Vec<Link<'a>>, impl FnOnce() -> Vec<Link<'a>>>,
) -> bool {
    let has_done = |act: fn(&Act) -> bool| {
        let mut steps = failure.steps.iter();
        steps.any(|step| {
            step.task == other.task && step.object == one.object && act(&step.act)
        })
    };
    let is_other = |link: &Link<'_>| {
        let is_later = matches!(link.how, How::SendsLater(..) | How::Keeps(_));
        link.task.task == other.task && !is_later
    };
    other.task != one.task
        && match one.wants {
            // A worker without work explains nothing.
            Want::Message => {
                one.task == "main"
                    && rank(failure, sources, other) < rank(failure, sources, one)
                    || has_done(|act| *act == Act::Sends)
                    || links.iter().any(is_other)
            }
            Want::Room | Want::Receiver => has_done(|act| *act == Act::Receives),
            Want::Notification => match last(failure, sources, one) {
                Last::Never => {
                    holds_a_lock(failure, &other.task)
                        || woken_in_vain(failure, one)
                            .is_some_and(|woken| woken.task == other.task)
                }
                _ => has_done(|act| matches!(act, Act::Notifies(_))),
            },
            _ => false,
        }
}

/// The lowest is told.
fn rank(failure: &Failure, sources: Sources, one: &Waiting) -> usize {
    match one.wants {
        Want::Notification => match last(failure, sources, one) {
            Last::Never if woken_in_vain(failure, one).is_some() => 5,
            Last::Never => 0,
            Last::Missed(_) | Last::Served(_) => 1,
            Last::Before(_) => 4,
        },
        Want::Timer => 0,
        Want::Unpark => 1,
        // Who has a sender tells more.
        Want::Message if has_other_sender(failure, sources, one) => 5,
        Want::Message if one.task == "main" => 3,
        _ => 2,
    }
}

/// The task that its own notification has woken, and that went straight back to its
/// wait: that one tells more.
fn woken_in_vain<'a>(failure: &'a Failure, one: &Waiting) -> Option<&'a Waiting> {
    let steps = &failure.steps[..];
    let same = |step: &Step| step.object == one.object;
    let notifies = |step: &Step| {
        step.task == one.task && same(step) && matches!(step.act, Act::Notifies(_))
    };
    let notified = steps.iter().rposition(notifies)?;
    failure.waiting.iter().find(|other| {
        let own = |step: &&Step| step.task == other.task;
        let mut since = steps[notified..].iter().filter(own);
        other.task != one.task
            && other.object == one.object
            && since.next().is_some_and(|step| step.act == Act::Wakes && same(step))
            && since.all(|step| step.act == Act::WaitsOn)
    })
}

/// Whether another task that waits was given a sender of what is waited for.
fn has_other_sender(failure: &Failure, sources: Sources, one: &Waiting) -> bool {
    let given =
        one.object.as_ref().map(|channel| senders(failure, channel, sources));
    given.into_iter().flatten().any(|(holds, _)| holds.task != one.task)
}

/// Whether the task has locked something and not let it go.
fn holds_a_lock(failure: &Failure, task: &str) -> bool {
    let own = failure.steps.iter().filter(|step| step.task == task);
    let held = own.fold(0_usize, |held, step| match step.act {
        Act::Locks if goes_on_writing(step) => held,
        Act::Locks | Act::Wakes => held + 1,
        Act::Unlocks | Act::WaitsOn => held.saturating_sub(1),
        _ => held,
    });
    held > 0
}
