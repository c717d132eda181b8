//! How an initialization that happens once is modelled.

use super::TaskId;
use super::access::Mode;
use super::op::{Op, Wait};

/// How far it has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Once {
    /// Nobody has begun it.
    #[default]
    New,
    /// This task runs it.
    Running(TaskId),
    /// It has come to its end.
    Done,
    /// It has panicked.
    Poisoned,
}

impl Once {
    /// Who wants to initialize goes on when nobody else does.
    pub(crate) fn lets_enter(self) -> bool {
        !matches!(self, Once::Running(_))
    }

    /// Whether it has come to its end.
    pub(crate) fn is_done(self) -> bool {
        self == Once::Done
    }

    /// Who waits for the value goes on when it is there, or if the wait ends by a panic
    /// too.
    pub(crate) fn lets_go(self, or_poisoned: bool) -> bool {
        self.is_done() || or_poisoned && self == Once::Poisoned
    }

    /// What the others wait for.
    pub(crate) fn waits(self) -> Wait {
        match self {
            Once::Running(by) => Wait::Initialization { by: Some(by) },
            _ => Wait::Initialization { by: None },
        }
    }

    /// The task finds it done, or begins it.
    pub(crate) fn enter(&mut self, task: TaskId) -> (Option<Op>, Mode) {
        match self {
            Once::Done => (Some(Op::FindsInitialized(true)), Mode::Looks),
            _ => (None, self.become_this(Once::Running(task))),
        }
    }

    /// It is different from now on, which others see.
    pub(crate) fn become_this(&mut self, new: Once) -> Mode {
        *self = new;
        Mode::Changes
    }
}
