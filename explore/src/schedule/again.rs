//! Turns that are the same as in the schedule before: who goes next is known without a look
//! at who can.
//!
//! A task comes to the same operation as then, and has done and seen the same. As this was
//! so in each turn before, the same tasks can go on now: a task that makes another one
//! possible touches what that one waits for.

use super::run::Run;
use super::strategy::Strategy;
use super::task::Task;
use super::way::{Here, Went};
use crate::model::TaskId;
use crate::model::pending::Pending;

impl Run {
    /// Where the current task lets others go first. `None` if it is of no use to keep who
    /// goes next, or if more decides on that than what tasks touch.
    #[inline]
    pub(super) fn here(&self) -> Option<Here> {
        let is_plain = self.way.is_kept
            && self.polls.is_none()
            && self.fair.is_none()
            && (self.jumps == 0 || !self.timed && !self.has_timers)
            && !self.shares_unseen;
        is_plain.then(|| {
            let task = self.current;
            let did = self.trace.hash_of(task);
            Here { task, did, choices: self.choices.places.len() }
        })
    }

    /// The task that goes next, if it is known.
    #[inline(always)] // in its only caller: each operation comes here
    pub(super) fn next_again(
        &mut self,
        here: &Here,
        strategy: &mut dyn Strategy,
    ) -> Option<TaskId> {
        let (went, answers) = self.way.went_from(here, &self.tasks[here.task])?;
        if went.is_seen {
            self.trace.choice();
        }
        if let Some(choice) = went.choice {
            self.choices.again(choice);
        }
        strategy.repeats(answers);
        self.goes_in(went);
        Some(went.task)
    }

    /// A task goes next, anew.
    #[inline]
    pub(super) fn goes(&mut self, went: Went) {
        self.way.goes(went);
        self.goes_in(went);
    }

    fn goes_in(&mut self, went: Went) {
        let Went { task, waits, is_seen, .. } = went;
        if is_seen {
            self.chosen = task;
        }
        self.trace.polled |= self.polls.is_some();
        let Task { at, pending, .. } = &self.tasks[task];
        self.trace.begin(task, waits, at);
        if !is_seen {
            self.trace.comes_along(matches!(pending, Pending::Start));
        }
    }
}
