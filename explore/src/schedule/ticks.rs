//! What the record keeps of the clock.

use std::panic::Location;

use crate::model::{Moment, TaskId};

/// The clock has moved on.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Tick {
    /// How many steps there had been.
    pub(crate) after: usize,
    pub(crate) now: Moment,
    /// Whether a task could have gone on.
    pub(crate) early: bool,
}

/// The time of a wait is over.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Expiry {
    /// Who has waited.
    pub(crate) task: TaskId,
    /// How many steps there had been.
    pub(crate) after: usize,
    pub(crate) now: Moment,
    pub(crate) at: &'static Location<'static>,
}
