//! Loops that wait: a task that yields in vain waits until something changes.

use std::panic::Location;

use super::run::Run;
use crate::model::pending::Pending;

/// After so many rounds what is reached to be changed is taken to be left as it is.
const ROUNDS: u32 = 4;

impl Run {
    /// Something is different that another task can see.
    pub(crate) fn change(&mut self) {
        self.changes += 1;
        self.task().rounds = 0;
        self.trace.stir(self.current);
    }

    /// A value behind a lock was reached to be changed: perhaps only to look whether there
    /// is something to take.
    pub(crate) fn may_change(&mut self) {
        if self.task().rounds < ROUNDS {
            self.changes += 1;
            self.trace.stir(self.current);
        }
    }

    /// The current task has waited until something changed.
    pub(crate) fn rests(&mut self) {
        self.trace.rest(self.current);
    }

    /// What a yield on this line is about to do. The first one leaves the choice to the
    /// next operation; when it is repeated and nothing has changed in between, the task
    /// waits for a change.
    pub(crate) fn yields(&mut self, at: &'static Location<'static>) -> Pending {
        let changes = self.changes;
        self.trace.rest(self.current);
        let task = self.task();
        task.looks.yields();
        match task.yielded.replace((at, changes)) {
            Some((line, then)) if line == at => {
                task.rounds += 1;
                if then == changes {
                    Pending::Spin(changes)
                } else {
                    Pending::Ready
                }
            }
            _ => {
                task.rounds = 0;
                Pending::Ready
            }
        }
    }

    /// Only tasks that repeat themselves are left: they may as well.
    pub(super) fn let_spinning_go(&mut self) -> bool {
        let mut any = false;
        for task in &mut self.tasks {
            if matches!(task.pending, Pending::Spin(_)) {
                task.pending = Pending::Ready;
                any = true;
            }
        }
        if any {
            self.trace.wall();
        }
        any
    }
}
