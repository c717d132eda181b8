use std::collections::VecDeque;
use std::panic::Location;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::core::Core;
use super::each::drop_each;
use crate::model::Moment;
use crate::model::arms::Side;
use crate::model::channel::Channel;
use crate::model::op::Op;
use crate::model::senders::Sender;

/// What can become of a message that nobody can receive any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unread {
    /// Dropped together with the last receiver.
    Discarded,
    /// Kept until the senders are gone too.
    Kept,
}

/// The channel itself.
pub(crate) struct Pipe<T> {
    pub(super) core: Arc<Core>,
    unread: Unread,
    /// The message of the clock at a moment.
    timed: Option<fn(Moment) -> T>,
    /// What is delivered and not yet taken, with the numbers.
    delivered: Mutex<VecDeque<(usize, T)>>,
}

impl<T> Pipe<T> {
    #[track_caller]
    pub(super) fn new(
        channel: Channel,
        unread: Unread,
        timed: Option<fn(Moment) -> T>,
    ) -> Pipe<T> {
        Pipe {
            core: Arc::new(Core::new(channel)),
            unread,
            timed,
            delivered: Mutex::new(VecDeque::new()),
        }
    }

    pub(crate) fn capacity(&self) -> Option<usize> {
        self.core.state.capacity()
    }

    /// How many messages there are: an operation, as others can change it.
    pub(crate) fn len(&self, at: &'static Location<'static>) -> usize {
        self.core.len(at)
    }

    /// Whether nothing fits in: an operation, as others can change it.
    pub(crate) fn is_full(&self, at: &'static Location<'static>) -> bool {
        Some(self.len(at)) == self.capacity()
    }

    pub(crate) fn is_timed(&self) -> bool {
        self.timed.is_some()
    }

    fn delivered(&self) -> MutexGuard<'_, VecDeque<(usize, T)>> {
        self.delivered.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Sends the message, which has this number.
    pub(super) fn deliver(
        &self,
        number: usize,
        message: T,
        at: &'static Location<'static>,
    ) {
        let in_vain = self.core.state.ends(Side::Receives) == 0;
        let unread = if in_vain && self.unread == Unread::Discarded {
            Some(message)
        } else {
            self.delivered().push_back((number, message));
            None
        };
        self.core.delivers(number, at);
        // Never while they are locked: a destructor may look at the channel.
        drop(unread);
    }

    /// Receives the message with this number.
    pub(super) fn take(&self, number: usize, at: &'static Location<'static>) -> T {
        if let Some(message) = self.timed {
            let message = message(self.core.due(number));
            self.core.record(Op::Receive { message: number }, at);
            return message;
        }
        loop {
            let delivered = {
                let mut delivered = self.delivered();
                // Most often it is the first one.
                match delivered.front() {
                    Some(&(which, _)) if which == number => delivered.pop_front(),
                    _ => {
                        let is_it = |&(which, _): &(usize, T)| which == number;
                        let place = delivered.iter().position(is_it);
                        place.and_then(|place| delivered.remove(place))
                    }
                }
            };
            if let Some((_, message)) = delivered {
                self.core.takes(number, at);
                return message;
            }
            self.core.waits_for(number, at);
        }
    }

    /// One end of this side is dropped, perhaps this `sender`.
    pub(super) fn leave(&self, side: Side, sender: Option<Sender>) {
        if self.is_timed() {
            return;
        }
        let discards = side == Side::Receives && self.unread == Unread::Discarded;
        if self.core.leave(side, sender, discards) && discards {
            let unread = std::mem::take(&mut *self.delivered());
            drop_each(unread);
        }
    }
}

impl<T> Drop for Pipe<T> {
    fn drop(&mut self) {
        drop_each(std::mem::take(&mut *self.delivered()));
    }
}
