//! The state of a channel, where each of its ends finds it.

use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::model::arms::Side;
use crate::model::channel::Channel;

/// The state of a channel. To look at it takes no lock unless messages come by the clock:
/// each operation looks several times, and a lock costs as much as all the rest of a look.
pub(super) struct State {
    /// What never changes, and what it was in the beginning.
    made: Channel,
    sent: AtomicUsize,
    received: AtomicUsize,
    senders: AtomicUsize,
    receivers: AtomicUsize,
    /// Whoever sends or receives outside of a schedule has this. It holds the whole state of a
    /// channel whose messages come by the clock.
    changes: Mutex<Channel>,
}

impl State {
    pub(super) fn new(made: Channel) -> State {
        State {
            made,
            sent: AtomicUsize::new(made.sent),
            received: AtomicUsize::new(made.received),
            senders: AtomicUsize::new(made.senders),
            receivers: AtomicUsize::new(made.receivers),
            changes: Mutex::new(made),
        }
    }

    /// As it is now.
    pub(super) fn now(&self) -> Channel {
        if self.made.is_timed() {
            return *self.lock();
        }
        let mut now = self.made;
        now.sent = self.sent.load(Relaxed);
        now.received = self.received.load(Relaxed);
        now.senders = self.senders.load(Relaxed);
        now.receivers = self.receivers.load(Relaxed);
        now
    }

    /// Sends or receives, one after the other.
    pub(super) fn change<R>(&self, act: impl FnOnce(&mut Channel) -> R) -> R {
        let mut timed = self.lock();
        match self.made.is_timed() {
            true => act(&mut timed),
            false => {
                let mut channel = self.now();
                let result = act(&mut channel);
                self.follows_untimed(&channel);
                result
            }
        }
    }

    /// A task of a schedule has sent or received what the schedule sees of the channel. No
    /// other task does so meanwhile: it takes a lock only if messages come by the clock.
    #[inline]
    pub(super) fn follows(&self, seen: &Channel) {
        if self.made.is_timed() {
            return self.lock().follow(seen);
        }
        self.follows_untimed(seen);
    }

    fn follows_untimed(&self, seen: &Channel) {
        self.sent.store(seen.sent, Relaxed);
        self.received.store(seen.received, Relaxed);
    }

    /// One more end of this side.
    pub(super) fn join(&self, side: Side) {
        self.counter(side).fetch_add(1, Relaxed);
    }

    /// One end of this side is gone. What is unread is forgotten if it `discards` that.
    pub(super) fn leave(&self, side: Side, discards: bool) {
        self.counter(side).fetch_sub(1, Relaxed);
        if discards {
            self.received.store(self.sent.load(Relaxed), Relaxed);
        }
    }

    /// How many ends of this side there are. Those of a channel whose messages come by the
    /// clock do not count.
    #[inline]
    pub(super) fn ends(&self, side: Side) -> usize {
        self.counter(side).load(Relaxed)
    }

    fn counter(&self, side: Side) -> &AtomicUsize {
        match side {
            Side::Sends => &self.senders,
            Side::Receives => &self.receivers,
        }
    }

    /// Whether a message goes from a task to another that waits for it.
    #[inline]
    pub(super) fn meets(&self) -> bool {
        self.made.meets()
    }

    /// Whether messages come by the clock.
    #[inline]
    pub(super) fn is_timed(&self) -> bool {
        self.made.is_timed()
    }

    /// How many messages fit in.
    pub(super) fn capacity(&self) -> Option<usize> {
        self.made.capacity
    }

    fn lock(&self) -> MutexGuard<'_, Channel> {
        self.changes.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
