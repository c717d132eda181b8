//! What the channels of [`channel`](crate::channel) and of [`mpsc`](crate::sync::mpsc)
//! have in common: two counted ends, messages in between and the operation that waits.
//!
//! A message has a number. To send is to get a number and then to deliver the message;
//! to receive is to get a number and then to take what is delivered. Mostly both happen
//! at once, but a `select!` that sends computes its message in between.

mod accesses;
mod arms;
mod core;
mod counts;
mod select;

use std::collections::VecDeque;
use std::panic::Location;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::access::{Key, Mode};
use crate::each::drop_each;
use crate::engine::{reach, with_run};
use crate::names::is_std;
use crate::object::Moment;
use crate::op::Op;
use crate::run::Pending;
use core::Core;

pub(crate) use arms::{Arm, Arms, Side};
pub(crate) use core::Port;
pub(crate) use counts::{Channel, Timer};
pub(crate) use select::{Order, Patience, Ticket, ready, select};

/// What can become of a message that nobody can receive any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unread {
    /// Dropped together with the last receiver.
    Discarded,
    /// Kept until the senders are gone too.
    Kept,
}

/// A channel with a sender and a receiver.
#[track_caller]
pub(crate) fn pipe<T>(
    capacity: Option<usize>,
    unread: Unread,
) -> (Sender<T>, Receiver<T>) {
    let pipe = Arc::new(Pipe::new(Channel::new(capacity), unread, None));
    (Sender(pipe.clone()), Receiver(pipe))
}

/// Why a message was not sent: it comes back.
pub(crate) enum NotSent<T> {
    Disconnected(T),
    /// Its time ran out.
    Late(T),
}

/// Why no message was received.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NotReceived {
    Disconnected,
    /// Its time ran out.
    Late,
}

/// A sending end, counted.
pub(crate) struct Sender<T>(Arc<Pipe<T>>);

impl<T> Sender<T> {
    pub(crate) fn send(
        &self,
        message: T,
        patience: Patience,
        at: &'static Location<'static>,
    ) -> Result<(), NotSent<T>> {
        match select(&[self.port()], patience, Order::First, at) {
            Some((_, ticket)) => {
                self.complete(ticket, message, at).map_err(NotSent::Disconnected)
            }
            None => {
                let full = if self.0.core.meets() {
                    Op::FindsNoReceiver
                } else {
                    Op::FindsFull
                };
                self.0.core.record(full, at);
                Err(NotSent::Late(message))
            }
        }
    }

    /// Delivers the message for which a select has got the ticket.
    pub(crate) fn complete(
        &self,
        ticket: Ticket,
        message: T,
        at: &'static Location<'static>,
    ) -> Result<(), T> {
        match ticket {
            Ticket::Message(number) => {
                self.0.core.record(Op::Send { message: number }, at);
                self.0.deliver(number, message);
                Ok(())
            }
            Ticket::Disconnected => {
                self.0.core.record(Op::SendsInVain, at);
                Err(message)
            }
        }
    }

    pub(crate) fn pipe(&self) -> &Arc<Pipe<T>> {
        &self.0
    }

    /// Its end, whatever the messages are.
    pub(crate) fn port(&self) -> Port {
        Port::new(self.0.core.clone(), Side::Sends)
    }
}

impl<T> Clone for Sender<T> {
    fn clone(&self) -> Sender<T> {
        self.0.core.join(Side::Sends);
        Sender(self.0.clone())
    }
}

impl<T> Drop for Sender<T> {
    fn drop(&mut self) {
        self.0.leave(Side::Sends);
    }
}

/// Where the next message of an iterator is received: in the line that made it, if it is
/// std that asks, in a `for_each` for instance.
#[track_caller]
pub(crate) fn next_place(
    made: &'static Location<'static>,
) -> &'static Location<'static> {
    let at = Location::caller();
    if is_std(at) { made } else { at }
}

/// A receiving end, counted.
pub(crate) struct Receiver<T>(Arc<Pipe<T>>);

impl<T> Receiver<T> {
    /// Of a channel without senders, whose messages come by the clock.
    #[track_caller]
    pub(crate) fn timed(
        capacity: usize,
        timer: Timer,
        message: fn(Moment) -> T,
    ) -> Receiver<T> {
        let channel = Channel::timed(capacity, timer);
        Receiver(Arc::new(Pipe::new(channel, Unread::Kept, Some(message))))
    }

    pub(crate) fn receive(
        &self,
        patience: Patience,
        at: &'static Location<'static>,
    ) -> Result<T, NotReceived> {
        match select(&[self.port()], patience, Order::First, at) {
            Some((_, ticket)) => {
                self.complete(ticket, at).ok_or(NotReceived::Disconnected)
            }
            None => {
                self.0.core.record(Op::FindsEmpty, at);
                Err(NotReceived::Late)
            }
        }
    }

    /// Takes the message for which a select has got the ticket.
    pub(crate) fn complete(
        &self,
        ticket: Ticket,
        at: &'static Location<'static>,
    ) -> Option<T> {
        match ticket {
            Ticket::Message(number) => {
                let message = self.0.take(number, at);
                self.0.core.record(Op::Receive { message: number }, at);
                Some(message)
            }
            Ticket::Disconnected => {
                self.0.core.record(Op::FindsDisconnected, at);
                None
            }
        }
    }

    pub(crate) fn pipe(&self) -> &Arc<Pipe<T>> {
        &self.0
    }

    /// Its end, whatever the messages are.
    pub(crate) fn port(&self) -> Port {
        Port::new(self.0.core.clone(), Side::Receives)
    }
}

impl<T> Clone for Receiver<T> {
    fn clone(&self) -> Receiver<T> {
        self.0.core.join(Side::Receives);
        Receiver(self.0.clone())
    }
}

impl<T> Drop for Receiver<T> {
    fn drop(&mut self) {
        self.0.leave(Side::Receives);
    }
}

/// The channel itself.
pub(crate) struct Pipe<T> {
    core: Arc<Core>,
    unread: Unread,
    /// The message of the clock at a moment.
    timed: Option<fn(Moment) -> T>,
    /// What is delivered and not yet taken, with the numbers.
    delivered: Mutex<VecDeque<(usize, T)>>,
}

impl<T> Pipe<T> {
    #[track_caller]
    fn new(
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
        self.core.channel().capacity
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

    fn deliver(&self, number: usize, message: T) {
        let in_vain = self.core.channel().receivers == 0;
        let unread = if in_vain && self.unread == Unread::Discarded {
            Some(message)
        } else {
            self.delivered().push_back((number, message));
            None
        };
        with_run(|run| {
            let channel = self.core.id(run);
            run.touch(Key::Message(channel, number), Mode::Leaves);
            // Whether somebody is there to receive it.
            run.touch(Key::Sent(channel), Mode::Looks);
            run.arrives(channel, number);
        });
        // Never while they are locked: a destructor may look at the channel.
        drop(unread);
    }

    fn take(&self, number: usize, at: &'static Location<'static>) -> T {
        if let Some(message) = self.timed {
            return message(self.core.due(number));
        }
        loop {
            let delivered = {
                let mut delivered = self.delivered();
                let place =
                    delivered.iter().position(|&(which, _)| which == number);
                place.and_then(|place| delivered.remove(place))
            };
            if let Some((_, message)) = delivered {
                with_run(|run| {
                    let channel = self.core.id(run);
                    run.touch(Key::Message(channel, number), Mode::Follows);
                });
                return message;
            }
            let live = reach(at, |run| Pending::Take {
                channel: self.core.id(run),
                message: number,
                arrived: false,
            });
            assert!(live, "the schedule was stopped before the message came");
        }
    }

    /// One end of this side is dropped.
    fn leave(&self, side: Side) {
        if self.is_timed() {
            return;
        }
        let discards = side == Side::Receives && self.unread == Unread::Discarded;
        if self.core.leave(side, discards) && discards {
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
