//! What the channels of [`channel`](crate::channel) and of [`mpsc`](crate::sync::mpsc)
//! have in common: two counted ends, messages in between and the operation that waits.
//!
//! A message has a number. To send is to get a number and then to deliver the message;
//! to receive is to get a number and then to take what is delivered. Mostly both happen
//! at once, but a `select!` that sends computes its message in between.

mod accesses;
mod arms;
mod counts;
mod select;

use std::collections::VecDeque;
use std::panic::Location;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::access::{Key, Mode};
use crate::engine::{reach, with_run};
use crate::names::is_std;
use crate::object::{Handle, Kind, Model, Moment, ObjectId};
use crate::op::Op;
use crate::run::{Pending, Run};

pub(crate) use arms::{Arm, Arms, Side};
pub(crate) use counts::{Channel, Timer};
pub(crate) use select::{Order, Patience, Port, Ticket, ready, select};

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
        match select(&[self], patience, Order::First, at) {
            Some((_, ticket)) => {
                self.complete(ticket, message, at).map_err(NotSent::Disconnected)
            }
            None => {
                let full = if self.0.meets() {
                    Op::FindsNoReceiver
                } else {
                    Op::FindsFull
                };
                self.0.record(full, at);
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
                self.0.record(Op::Send { message: number }, at);
                self.0.deliver(number, message);
                Ok(())
            }
            Ticket::Disconnected => {
                self.0.record(Op::SendsInVain, at);
                Err(message)
            }
        }
    }

    pub(crate) fn pipe(&self) -> &Arc<Pipe<T>> {
        &self.0
    }
}

impl<T> Clone for Sender<T> {
    fn clone(&self) -> Sender<T> {
        self.0.state().channel.senders += 1;
        self.0.touch_ends(Side::Sends, Mode::Changes);
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
        match select(&[self], patience, Order::First, at) {
            Some((_, ticket)) => {
                self.complete(ticket, at).ok_or(NotReceived::Disconnected)
            }
            None => {
                self.0.record(Op::FindsEmpty, at);
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
                self.0.record(Op::Receive { message: number }, at);
                Some(message)
            }
            Ticket::Disconnected => {
                self.0.record(Op::FindsDisconnected, at);
                None
            }
        }
    }

    pub(crate) fn pipe(&self) -> &Arc<Pipe<T>> {
        &self.0
    }
}

impl<T> Clone for Receiver<T> {
    fn clone(&self) -> Receiver<T> {
        self.0.state().channel.receivers += 1;
        self.0.touch_ends(Side::Receives, Mode::Changes);
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
    handle: Handle,
    unread: Unread,
    /// The message of the clock at a moment.
    timed: Option<fn(Moment) -> T>,
    state: Mutex<State<T>>,
}

struct State<T> {
    channel: Channel,
    /// What is delivered and not yet taken, with the numbers.
    delivered: VecDeque<(usize, T)>,
}

impl<T> Pipe<T> {
    #[track_caller]
    fn new(
        channel: Channel,
        unread: Unread,
        timed: Option<fn(Moment) -> T>,
    ) -> Pipe<T> {
        let state = State { channel, delivered: VecDeque::new() };
        let handle = Handle::new(Kind::Channel);
        Pipe { handle, unread, timed, state: Mutex::new(state) }
    }

    pub(crate) fn capacity(&self) -> Option<usize> {
        self.state().channel.capacity
    }

    /// How many messages there are: an operation, as others can change it.
    pub(crate) fn len(&self, at: &'static Location<'static>) -> usize {
        reach(at, |run| {
            self.id(run);
            Pending::Ready
        });
        let look = |run: &mut Run| {
            let channel = self.id(run);
            run.looks_at_channel(channel);
            run.now
        };
        let now = with_run(look).unwrap_or_default();
        let length = self.state().channel.len(now);
        self.record(Op::FindsLength(length), at);
        length
    }

    /// Whether nothing fits in: an operation, as others can change it.
    pub(crate) fn is_full(&self, at: &'static Location<'static>) -> bool {
        Some(self.len(at)) == self.capacity()
    }

    pub(crate) fn is_timed(&self) -> bool {
        self.timed.is_some()
    }

    fn meets(&self) -> bool {
        self.state().channel.meets()
    }

    fn state(&self) -> MutexGuard<'_, State<T>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn record(&self, op: Op, at: &'static Location<'static>) {
        with_run(|run| {
            let channel = self.id(run);
            run.record(Some(channel), op, at);
        });
    }

    /// The channel in the schedule, as it is now.
    fn id(&self, run: &mut Run) -> ObjectId {
        let channel = run.object(&self.handle);
        run.objects[channel].model = Model::Channel(self.state().channel);
        channel
    }

    fn deliver(&self, number: usize, message: T) {
        let unread = {
            let mut state = self.state();
            let in_vain = state.channel.receivers == 0;
            if in_vain && self.unread == Unread::Discarded {
                Some(message)
            } else {
                state.delivered.push_back((number, message));
                None
            }
        };
        with_run(|run| {
            let channel = self.id(run);
            run.touch(Key::Message(channel, number), Mode::Leaves);
            // Whether somebody is there to receive it.
            run.touch(Key::Sent(channel), Mode::Looks);
            run.arrives(channel, number);
        });
        // Never while the state is locked: a destructor may look at the channel.
        drop(unread);
    }

    fn take(&self, number: usize, at: &'static Location<'static>) -> T {
        loop {
            let delivered = {
                let delivered = &mut self.state().delivered;
                let place =
                    delivered.iter().position(|&(which, _)| which == number);
                place.and_then(|place| delivered.remove(place))
            };
            if let Some((_, message)) = delivered {
                with_run(|run| {
                    let channel = self.id(run);
                    run.touch(Key::Message(channel, number), Mode::Follows);
                });
                return message;
            }
            let live = reach(at, |run| Pending::Take {
                channel: self.id(run),
                message: number,
                arrived: false,
            });
            assert!(live, "the schedule was stopped before the message came");
        }
    }

    /// One end of this side is dropped. Only the last one to go is seen by others.
    fn leave(&self, side: Side) {
        if self.is_timed() {
            return;
        }
        let at = self.handle.made();
        let left = self.state().channel.ends(side);
        let is_last = left == 1;
        self.touch_ends(side, Mode::of_last(left));
        if is_last {
            reach(at, |run| {
                self.id(run);
                Pending::Ready
            });
            self.touch_ends(side, Mode::Changes);
        }
        let unread = {
            let mut state = self.state();
            state.channel.leave(side);
            let discards = self.unread == Unread::Discarded;
            if is_last && discards && side == Side::Receives {
                state.channel.received = state.channel.sent;
                std::mem::take(&mut state.delivered)
            } else {
                VecDeque::new()
            }
        };
        if is_last {
            with_run(|run| {
                let channel = self.id(run);
                run.leaves_channel(channel, side);
                run.record(Some(channel), Op::DropsLast(side), at);
                run.change();
            });
        }
        drop(unread);
    }

    /// Of the ends of a side that are dropped it only matters which one is the last.
    fn touch_ends(&self, side: Side, mode: Mode) {
        with_run(|run| {
            let channel = self.id(run);
            let ends = match side {
                Side::Sends => Key::Senders(channel),
                Side::Receives => Key::Receivers(channel),
            };
            run.touch(ends, mode);
        });
    }

    /// Sends or receives if that is possible now; `waited` says whether who asks has waited
    /// until it is.
    fn claim(
        &self,
        side: Side,
        waited: bool,
        run: Option<&mut Run>,
    ) -> Option<Ticket> {
        let Some(run) = run else {
            let claimed = self.state().channel.claim(side, Moment::ZERO)?;
            return Some(self.timed_message(claimed));
        };
        let channel = self.id(run);
        let now = run.now;
        let claimed = self.state().channel.claim(side, now);
        let ticket = match claimed {
            Some(claimed) => {
                run.claims(channel, side, claimed.0, waited);
                self.timed_message(claimed)
            }
            None if self.meets() => {
                let number = self.state().channel.meet();
                run.meet(Arm { channel, side, meets: true }, number)?;
                Ticket::Message(number)
            }
            None => return None,
        };
        self.id(run);
        run.change();
        Some(ticket)
    }

    /// The ticket; the message of a timer is delivered as it is claimed.
    fn timed_message(&self, (ticket, moment): (Ticket, Moment)) -> Ticket {
        if let (Some(message), Ticket::Message(number)) = (self.timed, ticket) {
            self.state().delivered.push_back((number, message(moment)));
        }
        ticket
    }
}
