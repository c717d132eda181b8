//! Permits that a task forgets and gives back by a call.

use std::collections::BTreeMap;

use explore::{Act, Object, Step};

use crate::whereabouts::line_of;

/// The last step in which a task forgets a permit of this semaphore and gives none back before
/// it takes another one, or ever. Nothing if as many are given back by whom that may be.
pub(crate) fn unreturned(steps: &[Step], semaphore: &Object) -> Option<usize> {
    let own = |step: &&Step| step.object.as_ref() == Some(semaphore);
    let forgotten = steps.iter().filter(own).filter_map(|step| match step.act {
        Act::ForgetsPermits(permits) => Some(permits),
        _ => None,
    });
    let forgotten: usize = forgotten.sum();
    if forgotten <= given_without(steps, semaphore) {
        return None;
    }
    let is_kept = |&place: &usize| {
        let forgets = &steps[place];
        let is_change = |step: &&Step| {
            step.task == forgets.task && own(step) && changes(&step.act)
        };
        let next = steps[place + 1..].iter().find(is_change);
        matches!(forgets.act, Act::ForgetsPermits(_))
            && own(&forgets)
            && !next.is_some_and(|next| matches!(next.act, Act::GivesPermits(_)))
    };
    (0..steps.len()).rev().find(is_kept)
}

fn changes(act: &Act) -> bool {
    matches!(
        act,
        Act::TakesPermits(_) | Act::GivesPermits(_) | Act::ForgetsPermits(_)
    )
}

/// How many permits were given to the semaphore by tasks that had none to give back.
pub(crate) fn given_without(steps: &[Step], semaphore: &Object) -> usize {
    given_and_held(steps, semaphore).0
}

/// How many permits of it each task has in the end.
pub(crate) fn held<'a>(
    steps: &'a [Step],
    semaphore: &Object,
) -> BTreeMap<&'a str, usize> {
    given_and_held(steps, semaphore).1
}

fn given_and_held<'a>(
    steps: &'a [Step],
    semaphore: &Object,
) -> (usize, BTreeMap<&'a str, usize>) {
    let mut held = BTreeMap::<&str, usize>::new();
    let mut given = 0;
    for step in steps.iter().filter(|step| step.object.as_ref() == Some(semaphore))
    {
        let held = held.entry(&step.task).or_default();
        match step.act {
            Act::TakesPermits(permits) => *held += permits,
            Act::ForgetsPermits(permits) => *held = held.saturating_sub(permits),
            Act::GivesPermits(permits) => {
                given += permits.saturating_sub(*held);
                *held = held.saturating_sub(permits);
            }
            _ => {}
        }
    }
    (given, held)
}

/// Who forgot a permit in this step, and what it did next: "main forgot its permit in line 4,
/// called in line 9. Then it reads 0 from pending in line 10".
pub(crate) fn told(steps: &[Step], forgets: usize) -> String {
    let step = &steps[forgets];
    let called = step.calls.iter().find(|call| **call != step.place);
    let called = called
        .map(|call| format!(", called in line {}", line_of(call)))
        .unwrap_or_default();
    let told = |next: &Step| {
        next.task == step.task
            && next.object.is_some()
            && !matches!(next.act, Act::Waits(_) | Act::Unlocks)
    };
    let later = &steps[forgets + 1..];
    // What a future had begun that was dropped does not go on.
    let is_drop = |other: &Step| {
        other.task == step.task
            && other.object == step.object
            && matches!(other.act, Act::DropsFuture(_))
    };
    let next = later.iter().find(|next| told(next) && !later.iter().any(is_drop));
    let next = next.map(|next| {
        format!(". Then it {} in line {}", next.operation, line_of(&next.place))
    });
    format!(
        "{} forgot its permit in line {}{called}{}",
        step.task,
        line_of(&step.place),
        next.unwrap_or_default()
    )
}
