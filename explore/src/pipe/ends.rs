use std::panic::Location;
use std::sync::Arc;

use super::core::{Port, PortRef};
use super::pipe::{Pipe, Unread};
use super::select::{Patience, select_only};
use crate::model::Moment;
use crate::model::arms::Side;
use crate::model::channel::{Channel, Ticket, Timer};
use crate::model::handle::is_std;
use crate::model::op::Op;
use crate::model::senders::Sender as Which;
use crate::schedule::drops::acts;

/// A channel with a sender and a receiver.
#[track_caller]
pub(crate) fn pipe<T>(
    capacity: Option<usize>,
    unread: Unread,
) -> (Sender<T>, Receiver<T>) {
    let pipe = Arc::new(Pipe::new(Channel::new(capacity), unread, None));
    (Sender { pipe: pipe.clone(), which: Which::First }, Receiver(pipe))
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
pub(crate) struct Sender<T> {
    pipe: Arc<Pipe<T>>,
    which: Which,
}

impl<T> Sender<T> {
    pub(crate) fn send(
        &self,
        message: T,
        patience: Patience,
        at: &'static Location<'static>,
    ) -> Result<(), NotSent<T>> {
        let port = PortRef::new(&self.pipe.core, Side::Sends);
        match select_only(port, patience, at) {
            Some(ticket) => {
                self.complete(ticket, message, at).map_err(NotSent::Disconnected)
            }
            None => {
                let full = if self.pipe.core.state.meets() {
                    Op::FindsNoReceiver
                } else {
                    Op::FindsFull
                };
                self.pipe.core.record(full, at);
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
                self.pipe.deliver(number, message, at);
                Ok(())
            }
            Ticket::Disconnected => {
                self.pipe.core.record(Op::SendsInVain, at);
                Err(message)
            }
        }
    }

    pub(crate) fn pipe(&self) -> &Arc<Pipe<T>> {
        &self.pipe
    }

    /// Its end, whatever the messages are.
    pub(crate) fn port(&self) -> Port {
        Port::new(self.pipe.core.clone(), Side::Sends)
    }
}

impl<T> Clone for Sender<T> {
    #[track_caller]
    fn clone(&self) -> Sender<T> {
        let at = Location::caller();
        self.pipe.core.join(Side::Sends);
        let which = self.pipe.core.clones_sender(at);
        Sender { pipe: self.pipe.clone(), which }
    }
}

impl<T> Drop for Sender<T> {
    fn drop(&mut self) {
        acts(self);
        self.pipe.leave(Side::Sends, Some(self.which));
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
        let port = PortRef::new(&self.0.core, Side::Receives);
        match select_only(port, patience, at) {
            Some(ticket) => {
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
            Ticket::Message(number) => Some(self.0.take(number, at)),
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
        acts(self);
        self.0.leave(Side::Receives, None);
    }
}
