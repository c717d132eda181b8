//! The operations of a select.

use std::ops::Range;

use super::ObjectId;

/// The two sides of a channel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    Sends,
    Receives,
}

/// One operation of those that a task waits for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Arm {
    pub(crate) channel: ObjectId,
    pub(crate) side: Side,
    /// Whether it takes another task that waits on the other side.
    pub(crate) meets: bool,
}

impl Arm {
    /// Whether it is the other side of the same channel.
    pub(crate) fn faces(&self, other: Arm) -> bool {
        self.channel == other.channel && self.side != other.side
    }
}

/// The arms of one select among those of the schedule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Arms {
    pub(crate) first: usize,
    pub(crate) end: usize,
}

impl Arms {
    pub(crate) fn range(self) -> Range<usize> {
        self.first..self.end
    }
}
