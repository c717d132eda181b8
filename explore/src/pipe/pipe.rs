use std::collections::VecDeque;
use std::panic::Location;
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::model::access::{Key, Mode};
use crate::model::arms::{Arm, Side};
use crate::model::channel::{Channel, Ticket};
use crate::model::handle::Handle;
use crate::model::object::{Kind, Model};
use crate::model::op::Op;
use crate::model::pending::Pending;
use crate::model::{Moment, ObjectId};
use crate::schedule::engine::{reach, with_run};
use crate::schedule::run::Run;

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
    handle: Handle,
    unread: Unread,
    /// The message of the clock at a moment.
    timed: Option<fn(Moment) -> T>,
    state: Mutex<State<T>>,
}

pub(super) struct State<T> {
    pub(super) channel: Channel,
    /// What is delivered and not yet taken, with the numbers.
    delivered: VecDeque<(usize, T)>,
}

impl<T> Pipe<T> {
    #[track_caller]
    pub(super) fn new(
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

    pub(super) fn meets(&self) -> bool {
        self.state().channel.meets()
    }

    pub(super) fn state(&self) -> MutexGuard<'_, State<T>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn record(&self, op: Op, at: &'static Location<'static>) {
        with_run(|run| {
            let channel = self.id(run);
            run.record(Some(channel), op, at);
        });
    }

    /// The channel in the schedule, as it is now.
    pub(super) fn id(&self, run: &mut Run) -> ObjectId {
        let channel = run.object(&self.handle);
        run.objects[channel].model = Model::Channel(self.state().channel);
        channel
    }

    pub(super) fn deliver(&self, number: usize, message: T) {
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

    pub(super) fn take(&self, number: usize, at: &'static Location<'static>) -> T {
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
    pub(super) fn leave(&self, side: Side) {
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
    pub(super) fn touch_ends(&self, side: Side, mode: Mode) {
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
    pub(super) fn claim(
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
