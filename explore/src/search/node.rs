//! The choices that lead to a schedule, each with what is left to be tried there.

use std::sync::Arc;

use super::looked::Seen;
use super::race::Turned;
use crate::model::TaskId;
use crate::schedule::trace::{Did, Trace};

/// A task that was tried before, with what it did.
#[derive(Clone)]
pub(super) struct Slept {
    pub(super) task: TaskId,
    pub(super) did: Arc<Did>,
}

/// A choice of the path.
pub(super) enum Node {
    Task(Choice),
    Pick { ways: usize, taken: usize },
}

impl Node {
    /// The number of the event that follows the choice of a task.
    pub(super) fn event(&self) -> Option<usize> {
        match self {
            Node::Task(choice) => Some(choice.event),
            Node::Pick { .. } => None,
        }
    }
}

/// That a task that is to be tried does at that choice what it has done later.
struct Hope {
    task: TaskId,
    does: Did,
}

/// Whether this task is among those that can go: the one that went last comes first, the
/// others in order.
pub(super) fn holds(enabled: &[TaskId], task: TaskId) -> bool {
    enabled.split_first().is_some_and(|(first, others)| {
        *first == task || others.binary_search(&task).is_ok()
    })
}

/// Which task goes.
#[derive(Default)]
pub(super) struct Choice {
    /// Those that can go, as in [`holds`].
    pub(super) enabled: Vec<TaskId>,
    pub(super) chosen: TaskId,
    /// Those to be tried, the tried ones included.
    pub(super) tries: Vec<TaskId>,
    /// Those that were tried.
    pub(super) done: Vec<Slept>,
    /// What those would do that are to be tried.
    hopes: Vec<Hope>,
    /// Those that were tried at an earlier choice.
    pub(super) sleep: Vec<Slept>,
    /// The number of the event that follows.
    pub(super) event: usize,
    /// How many objects are known.
    pub(super) objects: usize,
    /// What the chosen one did, in all schedules so far.
    pub(super) did: Did,
}

impl Choice {
    /// Of one of these tasks. Who sleeps is known.
    pub(super) fn begins(
        &mut self,
        enabled: &[TaskId],
        chosen: TaskId,
        trace: &Trace,
    ) {
        debug_assert!(enabled[1..].is_sorted(), "{enabled:?}");
        self.enabled.clear();
        self.enabled.extend_from_slice(enabled);
        self.chosen = chosen;
        self.tries.clear();
        self.tries.push(chosen);
        self.done.clear();
        self.hopes.clear();
        self.event = trace.events.len();
        self.objects = trace.classes.len();
        self.did.begins(self.objects);
    }

    /// Whether the task was tried at an earlier choice.
    pub(super) fn has_slept(&self, task: TaskId) -> bool {
        self.sleep.iter().any(|slept| slept.task == task)
    }

    pub(super) fn sleeps(&self, task: TaskId) -> bool {
        self.sleep.iter().chain(&self.done).any(|slept| slept.task == task)
    }

    /// Tries one of these tasks, the first events of what should have come before, unless
    /// one of them is or was.
    ///
    /// A task that was tried may have done something else there than it does in this schedule,
    /// which has to do with other steps: then all are tried. What the first step of the race
    /// has changed makes no difference, as what has to do with that comes after that step.
    pub(super) fn try_one(
        &mut self,
        turned: &Turned<'_>,
        trace: &Trace,
        seen: &mut Seen,
    ) {
        let &Turned { firsts, second: best, event, ref step } = turned;
        // Else what it does first came in between.
        let mut between = trace.events[step.end..event].iter();
        let mut is_next = || between.all(|event| event.task != best);
        if firsts.contains(&best) && is_next() {
            let mut tried = self.sleep.iter().chain(&self.done);
            let tried = tried.find(|slept| slept.task == best);
            let known = tried.map_or(self.objects, |slept| slept.did.fresh());
            let mut does = Did::of(trace, event, known);
            does.add_changes(trace, step.clone());
            let hope = Hope { task: best, does };
            match tried {
                Some(slept) if !seen.covers(&hope.does, &slept.did) => {
                    self.tries_all();
                    return;
                }
                Some(_) => {}
                None => self.hopes.push(hope),
            }
        }
        let known =
            |&task: &TaskId| self.tries.contains(&task) || self.sleeps(task);
        if firsts.iter().any(known) {
            return;
        }
        let can = |task: &TaskId| holds(&self.enabled, *task);
        let task = if firsts.contains(&best) && can(&best) {
            Some(best)
        } else {
            firsts.iter().copied().find(can)
        };
        match task {
            Some(task) => self.tries.push(task),
            // None could go by itself: any may lead there.
            None => self.tries_all(),
        }
    }

    fn tries_all(&mut self) {
        self.tries.clone_from(&self.enabled);
    }

    /// The chosen one was tried. Returns whether another one is left, which is chosen now.
    pub(super) fn tries_next(&mut self, seen: &mut Seen) -> bool {
        let task = self.chosen;
        let mut hopes = self.hopes.iter().filter(|hope| hope.task == task);
        if hopes.any(|hope| !seen.covers(&hope.does, &self.did)) {
            self.tries_all();
        }
        let awake = |&&other: &&TaskId| other != task && !self.sleeps(other);
        let Some(&next) = self.tries.iter().find(awake) else { return false };
        self.chosen = next;
        let did = std::mem::replace(&mut self.did, Did::at(self.objects));
        self.done.push(Slept { task, did: Arc::new(did) });
        true
    }
}
