//! The choices that lead to a schedule, each with what is left to be tried there.

use std::sync::Arc;

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

/// Which task goes.
#[derive(Default)]
pub(super) struct Choice {
    pub(super) enabled: Vec<TaskId>,
    pub(super) chosen: TaskId,
    /// Those to be tried, the tried ones included.
    pub(super) tries: Vec<TaskId>,
    /// Those that were tried.
    pub(super) done: Vec<Slept>,
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
        self.enabled.clear();
        self.enabled.extend_from_slice(enabled);
        self.chosen = chosen;
        self.tries.clear();
        self.tries.push(chosen);
        self.done.clear();
        self.event = trace.events.len();
        self.objects = trace.classes.len();
        self.did = Did::at(self.objects);
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
    pub(super) fn try_one(&mut self, firsts: &[TaskId], best: TaskId) {
        let known =
            |&task: &TaskId| self.tries.contains(&task) || self.sleeps(task);
        if firsts.iter().any(known) {
            return;
        }
        let can = |task: &TaskId| self.enabled.contains(task);
        let task = if firsts.contains(&best) && can(&best) {
            Some(best)
        } else {
            firsts.iter().copied().find(can)
        };
        match task {
            Some(task) => self.tries.push(task),
            // None could go by itself: any may lead there.
            None => self.tries.clone_from(&self.enabled),
        }
    }
}
