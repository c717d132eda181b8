//! How a mutex is modelled.

use super::TaskId;
use super::access::Mode;
use super::op::{Op, Wait};

/// Who holds it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Mutex {
    holder: Option<TaskId>,
}

impl Mutex {
    /// Who waits for it goes on when nobody holds it.
    pub(crate) fn is_free(&self) -> bool {
        self.holder.is_none()
    }

    /// What the others wait for.
    pub(crate) fn waits(&self) -> Wait {
        Wait::Lock { holder: self.holder }
    }

    /// Takes it when it is free.
    pub(crate) fn lock(&mut self, task: TaskId) -> (Op, Mode) {
        self.holder = Some(task);
        (Op::Lock, Mode::Takes)
    }

    /// Takes it if it is free.
    pub(crate) fn try_lock(&mut self, task: TaskId) -> (Op, Mode) {
        match self.holder {
            None => (self.lock(task).0, Mode::Changes),
            Some(_) => (Op::FindsLocked, Mode::Looks),
        }
    }

    /// Lets it go.
    pub(crate) fn unlock(&mut self) -> (Op, Mode) {
        self.holder = None;
        (Op::Unlock, Mode::Gives)
    }
}
