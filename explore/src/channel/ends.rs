use std::fmt;
use std::panic::Location;
use std::sync::Arc;
use std::time::Duration;

use super::errors::{
    RecvError, RecvTimeoutError, SendError, SendTimeoutError, TryRecvError,
    TrySendError,
};
use super::iter::{IntoIter, Iter, TryIter};
use crate::pipe::{self, NotReceived, NotSent, Patience, Unread, pipe};
use crate::time::Instant;

/// A channel with room for so many messages. With none, a sender and a receiver meet:
/// each waits for the other.
///
/// What is in it when the last receiver goes stays there until the senders go too.
#[track_caller]
pub fn bounded<T>(capacity: usize) -> (Sender<T>, Receiver<T>) {
    let (sender, receiver) = pipe(Some(capacity), Unread::Kept);
    (Sender(sender), Receiver(receiver))
}

/// A channel that has room for everything.
///
/// What is in it is dropped with the last receiver.
#[track_caller]
pub fn unbounded<T>() -> (Sender<T>, Receiver<T>) {
    let (sender, receiver) = pipe(None, Unread::Discarded);
    (Sender(sender), Receiver(receiver))
}

/// The sending end. The channel is disconnected when the last one is dropped.
pub struct Sender<T>(pub(super) pipe::Sender<T>);

impl<T> Sender<T> {
    /// Waits for room, or for a receiver if the channel has no capacity, and sends the
    /// message.
    ///
    /// # Errors
    ///
    /// If all receivers are gone. The error holds the message.
    ///
    /// # Panics
    ///
    /// Outside of an explored program, if it would have to wait.
    #[track_caller]
    pub fn send(&self, message: T) -> Result<(), SendError<T>> {
        let sent = self.0.send(message, Patience::Endless, Location::caller());
        sent.map_err(|why| match why {
            NotSent::Disconnected(message) | NotSent::Late(message) => {
                SendError(message)
            }
        })
    }

    /// Sends the message if there is room, or if a receiver waits in a channel without
    /// capacity.
    ///
    /// # Errors
    ///
    /// If there is no room or all receivers are gone. The error holds the message.
    #[track_caller]
    pub fn try_send(&self, message: T) -> Result<(), TrySendError<T>> {
        let sent = self.0.send(message, Patience::None, Location::caller());
        sent.map_err(|why| match why {
            NotSent::Disconnected(message) => TrySendError::Disconnected(message),
            NotSent::Late(message) => TrySendError::Full(message),
        })
    }

    /// Like [`send`](Sender::send), but waits for so long at most on the clock of the
    /// schedule.
    ///
    /// # Errors
    ///
    /// If the time runs out or all receivers are gone. The error holds the message.
    ///
    /// # Panics
    ///
    /// Outside of an explored program, if it would have to wait.
    #[track_caller]
    pub fn send_timeout(
        &self,
        message: T,
        timeout: Duration,
    ) -> Result<(), SendTimeoutError<T>> {
        self.send_patiently(message, Patience::lasting(timeout))
    }

    /// Like [`send`](Sender::send), but waits until this moment at most.
    ///
    /// # Errors
    ///
    /// If the time runs out or all receivers are gone. The error holds the message.
    ///
    /// # Panics
    ///
    /// Outside of an explored program, if it would have to wait.
    #[track_caller]
    pub fn send_deadline(
        &self,
        message: T,
        deadline: Instant,
    ) -> Result<(), SendTimeoutError<T>> {
        self.send_patiently(message, Patience::Until(deadline.moment()))
    }

    /// How many messages are in the channel.
    #[track_caller]
    pub fn len(&self) -> usize {
        self.0.pipe().len(Location::caller())
    }

    /// Whether no message is in the channel.
    #[track_caller]
    pub fn is_empty(&self) -> bool {
        self.0.pipe().len(Location::caller()) == 0
    }

    /// Whether the channel has no room left. One without capacity never has.
    #[track_caller]
    pub fn is_full(&self) -> bool {
        self.0.pipe().is_full(Location::caller())
    }

    /// How many messages fit in. `None` is unbounded.
    pub fn capacity(&self) -> Option<usize> {
        self.0.pipe().capacity()
    }

    /// Whether both send into the same channel.
    pub fn same_channel(&self, other: &Sender<T>) -> bool {
        Arc::ptr_eq(self.0.pipe(), other.0.pipe())
    }

    #[track_caller]
    fn send_patiently(
        &self,
        message: T,
        patience: Patience,
    ) -> Result<(), SendTimeoutError<T>> {
        let sent = self.0.send(message, patience, Location::caller());
        sent.map_err(|why| match why {
            NotSent::Disconnected(message) => {
                SendTimeoutError::Disconnected(message)
            }
            NotSent::Late(message) => SendTimeoutError::Timeout(message),
        })
    }
}

impl<T> Clone for Sender<T> {
    #[track_caller]
    fn clone(&self) -> Sender<T> {
        Sender(self.0.clone())
    }
}

impl<T> fmt::Debug for Sender<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad("Sender { .. }")
    }
}

/// The receiving end. The channel is disconnected when the last one is dropped.
pub struct Receiver<T>(pub(super) pipe::Receiver<T>);

impl<T> Receiver<T> {
    /// Waits for a message.
    ///
    /// # Errors
    ///
    /// If there is none and all senders are gone.
    ///
    /// # Panics
    ///
    /// Outside of an explored program, if it would have to wait.
    #[track_caller]
    pub fn recv(&self) -> Result<T, RecvError> {
        let received = self.0.receive(Patience::Endless, Location::caller());
        received.map_err(|_| RecvError)
    }

    /// A message, if there is one or, in a channel without capacity, if a sender waits.
    ///
    /// # Errors
    ///
    /// If there is none.
    #[track_caller]
    pub fn try_recv(&self) -> Result<T, TryRecvError> {
        let received = self.0.receive(Patience::None, Location::caller());
        received.map_err(|why| match why {
            NotReceived::Disconnected => TryRecvError::Disconnected,
            NotReceived::Late => TryRecvError::Empty,
        })
    }

    /// Like [`recv`](Receiver::recv), but waits for so long at most on the clock of the
    /// schedule.
    ///
    /// # Errors
    ///
    /// If the time runs out, or there is no message and all senders are gone.
    ///
    /// # Panics
    ///
    /// Outside of an explored program, if it would have to wait.
    #[track_caller]
    pub fn recv_timeout(&self, timeout: Duration) -> Result<T, RecvTimeoutError> {
        self.receive_patiently(Patience::lasting(timeout))
    }

    /// Like [`recv`](Receiver::recv), but waits until this moment at most.
    ///
    /// # Errors
    ///
    /// If the time runs out, or there is no message and all senders are gone.
    ///
    /// # Panics
    ///
    /// Outside of an explored program, if it would have to wait.
    #[track_caller]
    pub fn recv_deadline(&self, deadline: Instant) -> Result<T, RecvTimeoutError> {
        self.receive_patiently(Patience::Until(deadline.moment()))
    }

    /// How many messages are in the channel.
    #[track_caller]
    pub fn len(&self) -> usize {
        self.0.pipe().len(Location::caller())
    }

    /// Whether no message is in the channel.
    #[track_caller]
    pub fn is_empty(&self) -> bool {
        self.0.pipe().len(Location::caller()) == 0
    }

    /// Whether the channel has no room left. One without capacity never has.
    #[track_caller]
    pub fn is_full(&self) -> bool {
        self.0.pipe().is_full(Location::caller())
    }

    /// How many messages fit in. `None` is unbounded.
    pub fn capacity(&self) -> Option<usize> {
        self.0.pipe().capacity()
    }

    /// The messages until there are none and all senders are gone.
    #[track_caller]
    pub fn iter(&self) -> Iter<'_, T> {
        Iter { receiver: &self.0, at: Location::caller() }
    }

    /// The messages that there are.
    #[track_caller]
    pub fn try_iter(&self) -> TryIter<'_, T> {
        TryIter { receiver: &self.0, at: Location::caller() }
    }

    /// Whether both receive from the same channel. All that [`never()`](super::never()) makes are the
    /// same.
    pub fn same_channel(&self, other: &Receiver<T>) -> bool {
        let is_never = |receiver: &Receiver<T>| {
            let pipe = receiver.0.pipe();
            pipe.is_timed() && pipe.capacity() == Some(0)
        };
        Arc::ptr_eq(self.0.pipe(), other.0.pipe())
            || is_never(self) && is_never(other)
    }

    #[track_caller]
    fn receive_patiently(&self, patience: Patience) -> Result<T, RecvTimeoutError> {
        let received = self.0.receive(patience, Location::caller());
        received.map_err(|why| match why {
            NotReceived::Disconnected => RecvTimeoutError::Disconnected,
            NotReceived::Late => RecvTimeoutError::Timeout,
        })
    }
}

impl<T> Clone for Receiver<T> {
    fn clone(&self) -> Receiver<T> {
        Receiver(self.0.clone())
    }
}

impl<T> fmt::Debug for Receiver<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad("Receiver { .. }")
    }
}

impl<T> IntoIterator for Receiver<T> {
    type Item = T;
    type IntoIter = IntoIter<T>;

    #[track_caller]
    fn into_iter(self) -> IntoIter<T> {
        IntoIter { receiver: self.0, at: Location::caller() }
    }
}

impl<'a, T> IntoIterator for &'a Receiver<T> {
    type Item = T;
    type IntoIter = Iter<'a, T>;

    #[track_caller]
    fn into_iter(self) -> Iter<'a, T> {
        self.iter()
    }
}
