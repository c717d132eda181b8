//! Who waits at a channel, or for the end of a scope, parks, as in std and crossbeam: a token
//! that is there before the wait is over is used up if the task has come so far that it
//! parks. Whether it has is left open until it parks again, as only that shows it.

use super::run::Run;
use super::task::Used;
use crate::model::ScopeId;
use crate::model::access::{Key, Mode};

impl Run {
    /// The current task goes on after a wait by which it may have parked.
    pub(crate) fn may_have_parked(&mut self) {
        let used = match self.task().waits {
            true => Used::Perhaps,
            false => Used::IfItWaited,
        };
        self.uses_token(used);
    }

    /// The same at the end of a scope. A task that nobody has joined may end a little later
    /// than it does here.
    pub(crate) fn may_have_parked_for(&mut self, scope: ScopeId) {
        let mut of_scope = self.tasks.iter().filter(|one| one.scope == Some(scope));
        let waits = self.tasks[self.current].waits
            || of_scope.any(|one| !one.is_joined && !one.told.has_ended);
        if waits {
            self.uses_token(Used::Perhaps);
        }
    }

    fn uses_token(&mut self, used: Used) {
        self.touch(Key::Token(self.current), Mode::Looks);
        let task = self.task();
        if task.unparked && task.used != Used::Perhaps {
            task.used = used;
        }
    }

    /// This task gets a token.
    pub(crate) fn unparks(&mut self, task: usize) {
        self.touch(Key::Token(task), Mode::Changes);
        if let Some(task) = self.tasks.get_mut(task) {
            (task.unparked, task.used) = (true, Used::No);
        }
    }

    /// The current task comes to a park. Returns whether it may have used up its token.
    pub(crate) fn may_lack_its_token(&mut self) -> bool {
        let used = self.task().used;
        self.skips_orders |= used == Used::IfItWaited;
        used == Used::Perhaps
    }

    /// It has, or it takes the token now. Returns whether there was one.
    pub(crate) fn takes_token(&mut self) -> bool {
        let task = self.task();
        task.used = Used::No;
        std::mem::take(&mut task.unparked)
    }
}
