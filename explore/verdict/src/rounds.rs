//! Whether a task that has waited in a function of its own looks again in the loop
//! that calls that function.

use explore::{Act, Place, Step};

use crate::operations::lock_of;
use crate::races::half_way::Within;
use crate::sources::Sources;

/// Whether a loop goes round with the guard that the task gives up to wait in this
/// step: the wait is in the loop, perhaps by a call, and the lock was taken before
/// the loop. The loop can look again at what the lock protects. One that takes the
/// lock in each turn can not.
pub(crate) fn goes_round_with_guard(
    steps: &[Step],
    waits_on: usize,
    sources: Sources,
) -> bool {
    let waits = &steps[waits_on];
    let Some(lock) = lock_of(waits) else { return false };
    let taken = steps[..waits_on].iter().rfind(|step| {
        let is_it = step.object.as_ref().is_some_and(|object| object.name == lock);
        step.act == Act::Locks && step.task == waits.task && is_it
    });
    let is_before_loop = |call: &Place, taken: &Step| {
        let Some(within) = Within::of(call, sources) else { return false };
        let lines = within.function.innermost_loop_lines(call.line as usize);
        let locks = within.line(&taken.calls);
        lines.is_some_and(|lines| !locks.is_some_and(|line| has(lines, line)))
    };
    taken.is_some_and(|taken| {
        waits.calls.iter().any(|call| is_before_loop(call, taken))
    })
}

/// Whether a loop calls the function in which the task is unparked in this step,
/// and the task looks at something in another line of that loop when it goes on.
pub(crate) fn looks_in_a_loop(
    steps: &[Step],
    unparked: usize,
    sources: Sources,
) -> bool {
    let parks = &steps[unparked];
    let looks = |step: &&Step| {
        step.task == parks.task && matches!(step.act, Act::Reads(_) | Act::Locks)
    };
    parks.calls.iter().any(|call| {
        let Some(within) = Within::of(call, sources) else { return false };
        let lines = within.function.innermost_loop_lines(call.line as usize);
        let is_in_loop =
            |line| line != call.line && lines.is_some_and(|lines| has(lines, line));
        let mut later = steps[unparked + 1..].iter().filter(looks);
        later.any(|step| within.line(&step.calls).is_some_and(is_in_loop))
    })
}

fn has((first, last): (usize, usize), line: u32) -> bool {
    (first..=last).contains(&(line as usize))
}
