//! How a channel is modelled.

use std::time::Duration;

use super::Moment;
use super::arms::Side;

/// What is in a channel and who is at its ends, but not the messages themselves.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Channel {
    /// How many messages fit in. `None` is unbounded; with 0, a sender and a receiver
    /// have to meet.
    pub(crate) capacity: Option<usize>,
    pub(crate) sent: usize,
    pub(crate) received: usize,
    pub(crate) senders: usize,
    pub(crate) receivers: usize,
    /// Sends in place of senders.
    timer: Option<Timer>,
}

/// When a message comes by itself.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Timer {
    /// `None` is never.
    pub(crate) next: Option<Moment>,
    /// How long after a message was received the next one comes.
    pub(crate) every: Option<Duration>,
}

/// What a channel gives for an operation: the right to complete it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ticket {
    /// To deliver or to take the message with this number.
    Message(usize),
    /// The other side is gone.
    Disconnected,
}

impl Channel {
    pub(crate) fn new(capacity: Option<usize>) -> Channel {
        Channel {
            capacity,
            sent: 0,
            received: 0,
            senders: 1,
            receivers: 1,
            timer: None,
        }
    }

    pub(crate) fn timed(capacity: usize, timer: Timer) -> Channel {
        Channel { timer: Some(timer), ..Channel::new(Some(capacity)) }
    }

    /// Whether a message goes from a task to another that waits for it.
    pub(crate) fn meets(&self) -> bool {
        self.capacity == Some(0) && self.timer.is_none()
    }

    /// Whether its messages come by the clock.
    pub(crate) fn is_timed(&self) -> bool {
        self.timer.is_some()
    }

    /// Of a timer that sends no message any more: whether it has sent one.
    pub(crate) fn fires_no_more(&self) -> Option<bool> {
        let timer = self.timer.filter(|timer| timer.next.is_none());
        timer.map(|_| self.received > 0)
    }

    pub(crate) fn len(&self, now: Moment) -> usize {
        match self.timer {
            Some(timer) => usize::from(timer.is_due(now)),
            None => self.sent - self.received,
        }
    }

    /// The next moment at which a message comes by itself.
    pub(crate) fn next(&self) -> Option<Moment> {
        self.timer?.next
    }

    /// Whether a task can send or receive without meeting another, be it in vain.
    pub(crate) fn is_ready(&self, side: Side, now: Moment) -> bool {
        match side {
            Side::Sends => {
                self.receivers == 0
                    || self.capacity.is_none_or(|most| self.len(now) < most)
            }
            Side::Receives => {
                self.len(now) > 0 || self.senders == 0 && self.timer.is_none()
            }
        }
    }

    /// Sends or receives without meeting another task, if that is possible, and says
    /// for which moment a timer's message was due.
    #[inline]
    pub(crate) fn claim(
        &mut self,
        side: Side,
        now: Moment,
    ) -> Option<(Ticket, Moment)> {
        if !self.is_ready(side, now) {
            return None;
        }
        let in_vain = match side {
            Side::Sends => self.receivers == 0,
            Side::Receives => self.len(now) == 0,
        };
        if in_vain {
            return Some((Ticket::Disconnected, now));
        }
        let counter = match side {
            Side::Sends => &mut self.sent,
            Side::Receives => &mut self.received,
        };
        let number = *counter;
        *counter += 1;
        let mut due = now;
        if let Some(timer) = &mut self.timer {
            due = timer.next.unwrap_or(now);
            // From now on, not from then: a slow reader misses ticks.
            timer.next = timer.every.and_then(|every| now.checked_add(every));
        }
        Some((Ticket::Message(number), due))
    }

    /// The last end of this side is gone. What is unread is forgotten if it `discards` that.
    pub(crate) fn leave(&mut self, side: Side, discards: bool) {
        match side {
            Side::Sends => self.senders = 0,
            Side::Receives => self.receivers = 0,
        }
        if discards {
            self.received = self.sent;
        }
    }

    /// The messages are those of the other, which is the same channel seen elsewhere.
    pub(crate) fn follow(&mut self, other: &Channel) {
        self.sent = other.sent;
        self.received = other.received;
        self.timer = other.timer;
    }

    /// The number of the message that goes from one task to another.
    pub(crate) fn meet(&mut self) -> usize {
        self.sent += 1;
        self.received += 1;
        self.sent - 1
    }
}

impl Timer {
    fn is_due(self, now: Moment) -> bool {
        self.next.is_some_and(|next| now >= next)
    }
}
