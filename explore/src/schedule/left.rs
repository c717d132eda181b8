//! What a program leaves behind when it has ended: tasks, and panics that nobody heard.

use super::run::Run;
use super::task::Task;
use crate::model::TaskId;
use crate::model::pending::Pending;

impl Run {
    /// No task can go on, for now. Whether that is the end: the program has ended, and its
    /// tasks may be left behind.
    pub(super) fn leaves_the_rest(&mut self) -> bool {
        let ends = |task: &Task| task.pending.is_end();
        let goes_on =
            (0..self.tasks.len()).filter(|&task| !ends(&self.tasks[task]));
        if !goes_on.clone().all(|task| self.may_stay(task)) {
            return false;
        }
        // What a thread waits for to the end is no step, so it races with none: another
        // one may have come first where it could have. An await is a step.
        let waits =
            |task: &usize| !matches!(self.tasks[*task].pending, Pending::Await);
        self.skips_orders |= goes_on.clone().any(|task| waits(&task));
        self.left = goes_on.count();
        self.fail_by_what_nobody_heard();
        true
    }

    /// Whether the task may be left behind where it is, as the program has ended.
    pub(crate) fn may_stay(&self, task: TaskId) -> bool {
        let has_ended =
            self.tasks.first().is_some_and(|main| main.pending.is_end());
        has_ended && self.lets.stay.allows(self.tasks[task].at)
    }

    /// Whether a panic that nobody can look at any more has left the current task, and does
    /// not end the schedule here.
    pub(crate) fn waits_with_a_panic(&self) -> bool {
        let may_panic = self.lets.panic && self.current != 0;
        // One that comes before may be about to leave another task.
        may_panic || self.others_unwind()
    }

    /// The schedule is over: a panic that nobody has looked at fails it.
    pub(super) fn fail_by_what_nobody_heard(&mut self) {
        if self.lets.panic {
            // That of the program itself counts.
            self.unheard.retain(|one| one.of == 0);
        }
        if let Some(unheard) = self.first_panic(false) {
            self.fail(unheard);
        }
    }
}
