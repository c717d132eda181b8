//! What a program leaves behind when it has ended: tasks, and panics that nobody heard.

use super::run::Run;
use super::task::Task;

impl Run {
    /// No task can go on, for now. Whether that is the end: the program has ended, and its
    /// tasks may be left behind.
    pub(super) fn leaves_the_rest(&mut self) -> bool {
        let ends = |task: &Task| task.pending.is_end();
        if !self.lets.stay || !self.tasks.first().is_some_and(ends) {
            return false;
        }
        self.left = self.tasks.iter().filter(|task| !ends(task)).count();
        self.fail_by_what_nobody_heard();
        true
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
