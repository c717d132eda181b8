//! Why a schedule failed, and what is no failure.

use std::panic::Location;

use super::calls::Stack;
use super::hook::Heard;
use super::memory::Freed;
use crate::model::TaskId;

/// Why a schedule failed.
pub(crate) enum Reason {
    Panic {
        task: TaskId,
        message: String,
        file: String,
        line: u32,
        /// How many steps had been recorded.
        steps: usize,
        /// The calls that led to it, if they are looked at.
        calls: Stack,
    },
    /// Memory was used after it was freed.
    Freed {
        task: TaskId,
        what: Freed,
        /// Where.
        address: usize,
        /// How many steps had been recorded.
        steps: usize,
        /// The calls that led to it, if they are looked at.
        calls: Stack,
    },
    Deadlock,
    /// This async task blocks the thread of all.
    Blocked(TaskId),
    StepLimit(usize),
    /// The exploration cannot go on: no verdict on the program.
    Refusal(String),
}

/// What else than the program itself may do without a failure.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Lets {
    /// Where its tasks may be left behind.
    pub(crate) stay: Stay,
    /// They may panic while nobody joins them.
    pub(crate) panic: bool,
    /// Async tasks of a runtime with worker threads may interrupt each other wherever they
    /// do something.
    pub(crate) workers: bool,
}

/// Where tasks may be left behind when the program has ended, and none can go on.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) enum Stay {
    #[default]
    Nowhere,
    /// Where these calls wait.
    At(&'static [&'static Location<'static>]),
    Anywhere,
}

impl Stay {
    /// Whether a task may that waits here.
    pub(super) fn allows(self, at: &'static Location<'static>) -> bool {
        match self {
            Stay::Nowhere => false,
            Stay::At(places) => places.contains(&at),
            Stay::Anywhere => true,
        }
    }
}

impl From<Heard> for Reason {
    fn from(heard: Heard) -> Reason {
        Reason::Panic {
            task: heard.task,
            message: heard.message,
            file: heard.file,
            line: heard.line,
            steps: heard.steps,
            calls: heard.calls,
        }
    }
}
