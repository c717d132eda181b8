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
    /// From now on each has so many slots, which are not fewer than before.
    pub(super) fn widen(&mut self, slots: usize) {
        let narrow = std::mem::take(&mut self.all);
        for clock in narrow.chunks(self.slots.max(1)) {
            self.all.extend_from_slice(clock);
            self.all.resize(self.all.len() + slots - self.slots, 0);
        }
        self.slots = slots;
    }

    /// That of the event with this number.
    pub(super) fn of(&self, event: usize) -> &[u32] {
        &self.all[event * self.slots..(event + 1) * self.slots]
    }

    /// What comes before this event comes before that of this clock.
    pub(super) fn join_to(&self, event: usize, clock: &mut [u32]) {
        join(clock, self.of(event));
    }

    /// That of the event that comes next.
    pub(super) fn push(&mut self, clock: &[u32]) {
        self.all.extend_from_slice(clock);
    }

    /// What comes before this event comes before the next one.
    pub(super) fn join_to_next(&mut self, event: usize) {
        let (first, next) = self.all.split_at_mut((event + 1) * self.slots);
        join(&mut next[..self.slots], &first[event * self.slots..]);
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
pub(super) fn join(clock: &mut [u32], other: &[u32]) {
    for (own, &other) in clock.iter_mut().zip(other) {
        *own = (*own).max(other);
    }
}

/// Makes the one the same as the other.
pub(super) fn set(clock: &mut Vec<u32>, other: &[u32]) {
    clock.clear();
    clock.extend_from_slice(other);
}
