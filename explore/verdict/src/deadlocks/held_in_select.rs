//! One of several things that a task waits for is a lock, and who holds it waits
//! for that task.

use explore::{Failure, Object, Waiting, Want};

use super::held;
use super::links::links;
use crate::diagnosis::Diagnosis;
use crate::operations;
use crate::sources::Sources;

/// A task holds a lock, and waits for one that waits for this lock in an arm of a
/// select.
pub(super) fn diagnose(failure: &Failure, sources: Sources) -> Option<Diagnosis> {
    let (needs, lock, holds) = failure.waiting.iter().find_map(|needs| {
        let (lock, holds) = held_by_its_joiner(failure, sources, needs)?;
        Some((needs, lock, holds))
    })?;
    Some(held(failure, lock, holds, (needs, &needs.operation)))
}

/// The lock in an arm of this wait, and who holds it and waits for the task.
fn held_by_its_joiner<'a>(
    failure: &'a Failure,
    sources: Sources,
    needs: &'a Waiting,
) -> Option<(&'a Object, &'a Waiting)> {
    let is_select = needs.wants == Want::OneOf;
    let arms =
        needs.needs.iter().filter(|need| is_select && need.wants == Want::Lock);
    let mut locks = arms.filter_map(|need| need.object.as_ref());
    locks.find_map(|lock| {
        let holds = |one: &&Waiting| {
            one.task != needs.task
                && operations::holds(&failure.steps, &one.task, lock)
        };
        let mut holders = failure.waiting.iter().filter(holds);
        let holder = holders.find(|one| waits_for(failure, sources, one, needs))?;
        Some((lock, holder))
    })
}

/// Whether the one task waits for what the other one would have to do, by way of
/// others perhaps.
pub(super) fn waits_for(
    failure: &Failure,
    sources: Sources,
    one: &Waiting,
    other: &Waiting,
) -> bool {
    let mut known = vec![one];
    let mut next = 0;
    while let Some(one) = known.get(next).copied() {
        for link in links(failure, sources, one) {
            if link.task.task == other.task {
                return true;
            }
            if known.iter().all(|one| one.task != link.task.task) {
                known.push(link.task);
            }
        }
        next += 1;
    }
    false
}
