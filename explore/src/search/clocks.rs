//! Vector clocks: which event comes before which.

use crate::model::TaskId;
use crate::schedule::trace::Trace;

/// For each event and slot, how many events up to one of the slot's task come before it:
/// one more than the number of that event.
#[derive(Default)]
pub(super) struct Clocks {
    slots: usize,
    all: Vec<u32>,
}

impl Clocks {
    /// Forgets all. From now on each has so many slots.
    pub(super) fn clear(&mut self, slots: usize) {
        self.slots = slots;
        self.all.clear();
    }

    /// That of the event with this number.
    pub(super) fn of(&self, event: usize) -> &[u32] {
        &self.all[event * self.slots..(event + 1) * self.slots]
    }

    /// Makes it the clock of the event with this number, the last one.
    pub(super) fn set(&mut self, event: usize, clock: &[u32]) {
        self.all.resize(event * self.slots, 0);
        self.all.extend_from_slice(&clock[..self.slots]);
    }

    /// Forgets those of the events from this one on.
    pub(super) fn truncate(&mut self, events: usize) {
        self.all.truncate(events * self.slots);
    }

    /// Whether event `a` comes before event `b`, which is another task's or comes later.
    pub(super) fn before(&self, trace: &Trace, a: usize, b: usize) -> bool {
        self.all[b * self.slots + slot(trace.events[a].task)] as usize > a
    }
}

/// The place of a task in a clock.
pub(super) fn slot(task: TaskId) -> usize {
    task.wrapping_add(1)
}

/// What came before the one or before the other.
pub(super) fn join(clock: &mut Vec<u32>, other: &[u32]) {
    if clock.len() < other.len() {
        clock.resize(other.len(), 0);
    }
    for (own, &other) in clock.iter_mut().zip(other) {
        *own = (*own).max(other);
    }
}

/// Makes the one the same as the other.
pub(super) fn set(clock: &mut Vec<u32>, other: &[u32]) {
    clock.clear();
    clock.extend_from_slice(other);
}
