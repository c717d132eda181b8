//! A pair of steps whose order could have been the other one.

use super::clocks::{Clocks, slot};
use crate::model::TaskId;
use crate::schedule::trace::Trace;

/// Two steps that may not be swapped and that nothing else puts in order.
pub(super) struct Race {
    /// The number of the choice at which the first one was taken.
    pub(super) choice: usize,
    /// The tasks that can take the first step of a schedule in which the second one comes
    /// first.
    pub(super) firsts: Vec<TaskId>,
    /// The task of the second one.
    pub(super) second: TaskId,
}

impl Race {
    /// The race of the events `i` and `j`, of which the second one may come after the `end`
    /// of those that count, if the second one can come before the first one's choice,
    /// at which these tasks could go and after which `first` came. Also whether it can for
    /// certain.
    pub(super) fn of(
        trace: &Trace,
        clocks: &Clocks,
        last: &[Option<usize>],
        (i, j, end): (usize, usize, usize),
        (first, enabled): (usize, &[TaskId]),
    ) -> Option<(Race, bool)> {
        let before = |a: usize, b: usize| clocks.before(trace, a, b);
        let event = trace.events[j];
        // Of what came in between, what does not follow from what the choice led to.
        let mut rest: Vec<usize> = (i + 1..j.min(end))
            .filter(|&k| (first..=i).all(|e| !before(e, k)))
            .collect();
        let leads = rest.iter().any(|&k| before(k, j));
        let pends = last[slot(event.task)].is_none_or(|last| last < first);
        if pends && !leads && !enabled.contains(&event.task) {
            // It waited there, and nothing but the first one could have changed that.
            return None;
        }
        rest.push(j);
        let mut firsts: Vec<TaskId> = Vec::new();
        let mut seen: Vec<TaskId> = Vec::new();
        for (place, &k) in rest.iter().enumerate() {
            let task = trace.events[k].task;
            if seen.contains(&task) {
                continue;
            }
            seen.push(task);
            if rest[..place].iter().all(|&e| !before(e, k)) {
                firsts.push(task);
            }
        }
        let choice = trace.events[i].choice;
        let is_certain = !event.waits || pends && !leads;
        Some((Race { choice, firsts, second: event.task }, is_certain))
    }
}
