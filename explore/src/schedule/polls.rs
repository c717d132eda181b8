//! What the async tasks of one schedule have in common.

use std::panic::Location;
use std::task::Waker;

use crate::model::Moment;

/// What the tasks of one `block_on` have in common.
#[derive(Default)]
pub(crate) struct Async {
    /// Whether the task that runs has done nothing yet since it was chosen: then there
    /// is no need to choose again before its next operation.
    pub(crate) fresh: bool,
    /// The closure that runs as if it had a thread of its own.
    pub(crate) at_one_go: Option<&'static Location<'static>>,
    timers: Vec<(u64, Moment, Waker)>,
    next_timer: u64,
}

impl Async {
    pub(crate) fn moments(&self) -> impl Iterator<Item = Moment> {
        self.timers.iter().map(|&(_, moment, _)| moment)
    }

    /// Wakes who waits for this moment or an earlier one.
    pub(crate) fn wake(&mut self, now: Moment) {
        self.timers.retain(|(_, moment, waker)| {
            if *moment <= now {
                waker.wake_by_ref();
            }
            *moment > now
        });
    }

    /// Adds a timer, or changes the one with this number; 0 for a new one.
    pub(crate) fn set_timer(&mut self, id: u64, at: Moment, waker: Waker) -> u64 {
        self.remove_timer(id);
        let id = if id == 0 {
            self.next_timer += 1;
            self.next_timer
        } else {
            id
        };
        self.timers.push((id, at, waker));
        id
    }

    pub(crate) fn remove_timer(&mut self, id: u64) {
        self.timers.retain(|&(timer, ..)| timer != id);
    }
}
