//! A pair of steps whose order could have been the other one.

use std::ops::Range;

use super::clocks::{Clocks, slot};
use crate::model::TaskId;
use crate::schedule::trace::Trace;

/// Two steps that may not be swapped and that nothing else puts in order.
struct Race {
    /// The number of the choice at which the first one was taken.
    choice: usize,
    /// The places of the tasks that can take the first step of a schedule in which the
    /// second one comes first.
    firsts: Range<usize>,
    /// The task of the second one.
    second: TaskId,
    /// The second one.
    event: usize,
    /// The first one, with all that its choice led to up to it; nothing if time alone came
    /// between the two.
    step: Range<usize>,
}

/// Of the schedules in which the second step of a race comes first.
pub(super) struct Turned<'a> {
    /// The tasks that can take the first step of one.
    pub(super) firsts: &'a [TaskId],
    /// The task of the second step.
    pub(super) second: TaskId,
    /// The number of the event that it is here.
    pub(super) event: usize,
    /// The events of the first step.
    pub(super) step: Range<usize>,
}

/// The races of a schedule, and the memory to find those of the next.
#[derive(Default)]
pub(super) struct Found {
    races: Vec<Race>,
    /// Whether a step of one came without a choice.
    pub(super) turns: bool,
    /// Those that can take a first step.
    tasks: Vec<TaskId>,
    /// What came between two steps.
    rest: Vec<usize>,
    seen: Vec<TaskId>,
    /// How many pairs of events were compared.
    compared: usize,
}

/// No more pairs of events are compared for the races of one schedule. A schedule of a
/// thousand tasks that all have to do with each other has some hundred thousand races, and
/// a thousand events between the two of each.
const MOST: usize = 50_000_000;

impl Found {
    pub(super) fn clear(&mut self) {
        self.races.clear();
        self.turns = false;
        self.tasks.clear();
        self.compared = 0;
    }

    /// Whether the schedule has more races than can be found in a short time.
    pub(super) fn are_too_many(&self) -> bool {
        self.compared > MOST
    }

    /// Of each race the number of the choice at which the first step was taken.
    pub(super) fn races(&self) -> impl Iterator<Item = (usize, Turned<'_>)> {
        self.races.iter().map(|race| {
            let firsts = &self.tasks[race.firsts.clone()];
            let Race { choice, second, event, ref step, .. } = *race;
            (choice, Turned { firsts, second, event, step: step.clone() })
        })
    }

    /// Adds that this task could have gone at this choice, which has taken this event.
    pub(super) fn could_go(&mut self, choice: usize, task: TaskId, event: usize) {
        self.tasks.push(task);
        let firsts = self.tasks.len() - 1..self.tasks.len();
        let step = event..event;
        self.races.push(Race { choice, firsts, second: task, event, step });
    }

    /// Adds the race of the events `i` and `j`, of which the second one may come after the
    /// `end` of those that count, if the second one can come before the first one's choice,
    /// at which these tasks could go and after which `first` came. Returns whether it can
    /// for certain, `None` if it cannot. `own` is the clock of the second one.
    pub(super) fn add(
        &mut self,
        trace: &Trace,
        (clocks, own): (&Clocks, &[u32]),
        last: &[Option<usize>],
        (i, j, end): (usize, usize, usize),
        (first, enabled): (usize, &[TaskId]),
    ) -> Option<bool> {
        let before = |a: usize, b: usize| match b == j {
            true => own[slot(trace.events[a].task)] as usize > a,
            false => clocks.before(trace, a, b),
        };
        let event = trace.events[j];
        let Found { races, tasks, rest, seen, compared, .. } = self;
        // Of what came in between, what does not follow from what the choice led to.
        rest.clear();
        let follows = |k: usize| (first..=i).any(|e| before(e, k));
        rest.extend((i + 1..j.min(end)).filter(|&k| !follows(k)));
        *compared += j - i;
        let leads = rest.iter().any(|&k| before(k, j));
        let pends = last[slot(event.task)].is_none_or(|last| last < first);
        if pends && !leads && !enabled.contains(&event.task) {
            // It waited there, and nothing but the first one could have changed that.
            return None;
        }
        // The second one might do something else, which has to do with what does not lead to
        // it here.
        rest.retain(|&k| before(k, j));
        rest.push(j);
        seen.clear();
        let begin = tasks.len();
        for (place, &k) in rest.iter().enumerate() {
            let task = trace.events[k].task;
            if seen.contains(&task) {
                continue;
            }
            seen.push(task);
            *compared += place;
            if rest[..place].iter().all(|&e| !before(e, k)) {
                tasks.push(task);
            }
        }
        let choice = trace.events[i].choice;
        let firsts = begin..tasks.len();
        let second = event.task;
        races.push(Race { choice, firsts, second, event: j, step: first..i + 1 });
        Some(!event.waits || pends && !leads)
    }
}
