//! Channels with many senders and one receiver, with the API of [`std::sync::mpsc`].

use std::cell::Cell;
use std::fmt;
use std::marker::PhantomData;
use std::panic::{Location, RefUnwindSafe};
use std::time::Duration;

use crate::pipe::{self, NotReceived, NotSent, Patience, Unread, next_place, pipe};

pub use std::sync::mpsc::{
    RecvError, RecvTimeoutError, SendError, TryRecvError, TrySendError,
};

/// A channel that has room for everything.
#[track_caller]
pub fn channel<T>() -> (Sender<T>, Receiver<T>) {
    let (sender, receiver) = pipe(None, Unread::Discarded);
    (Sender(sender), Receiver::new(receiver))
}

/// A channel with room for so many messages; with none, a sender waits until its message
/// is received.
#[track_caller]
pub fn sync_channel<T>(room: usize) -> (SyncSender<T>, Receiver<T>) {
    let (sender, receiver) = pipe(Some(room), Unread::Discarded);
    (SyncSender(sender), Receiver::new(receiver))
}

/// Like [`std::sync::mpsc::Sender`].
pub struct Sender<T>(pipe::Sender<T>);

impl<T> Sender<T> {
    /// Sends the message.
    ///
    /// # Errors
    ///
    /// If the receiver is gone. The error holds the message.
    #[track_caller]
    pub fn send(&self, message: T) -> Result<(), SendError<T>> {
        send(&self.0, message)
    }
}

impl<T> Clone for Sender<T> {
    #[track_caller]
    fn clone(&self) -> Sender<T> {
        Sender(self.0.clone())
    }
}

/// Like [`std::sync::mpsc::SyncSender`].
pub struct SyncSender<T>(pipe::Sender<T>);

impl<T> SyncSender<T> {
    /// Waits for room and sends the message.
    ///
    /// # Errors
    ///
    /// If the receiver is gone. The error holds the message.
    #[track_caller]
    pub fn send(&self, message: T) -> Result<(), SendError<T>> {
        send(&self.0, message)
    }

    /// Sends the message if there is room; in a channel without room, if the receiver
    /// waits.
    ///
    /// # Errors
    ///
    /// If there is no room or the receiver is gone. The error holds the message.
    #[track_caller]
    pub fn try_send(&self, message: T) -> Result<(), TrySendError<T>> {
        let sent = self.0.send(message, Patience::None, Location::caller());
        sent.map_err(|why| match why {
            NotSent::Disconnected(message) => TrySendError::Disconnected(message),
            NotSent::Late(message) => TrySendError::Full(message),
        })
    }
}

impl<T> Clone for SyncSender<T> {
    #[track_caller]
    fn clone(&self) -> SyncSender<T> {
        SyncSender(self.0.clone())
    }
}

#[track_caller]
fn send<T>(sender: &pipe::Sender<T>, message: T) -> Result<(), SendError<T>> {
    let sent = sender.send(message, Patience::Endless, Location::caller());
    sent.map_err(|why| match why {
        NotSent::Disconnected(message) | NotSent::Late(message) => {
            SendError(message)
        }
    })
}

/// Like [`std::sync::mpsc::Receiver`].
pub struct Receiver<T> {
    end: pipe::Receiver<T>,
    /// std's cannot be shared either.
    not_sync: PhantomData<Cell<()>>,
}

impl<T> RefUnwindSafe for Receiver<T> {}

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
        let received = self.end.receive(Patience::Endless, Location::caller());
        received.map_err(|_| RecvError)
    }

    /// Waits for a message for a while on the clock of the schedule.
    ///
    /// # Errors
    ///
    /// If none came, or there is none and all senders are gone.
    ///
    /// # Panics
    ///
    /// Outside of an explored program, if it would have to wait.
    #[track_caller]
    pub fn recv_timeout(&self, timeout: Duration) -> Result<T, RecvTimeoutError> {
        let at = Location::caller();
        let received = self.end.receive(Patience::lasting(timeout), at);
        received.map_err(|why| match why {
            NotReceived::Disconnected => RecvTimeoutError::Disconnected,
            NotReceived::Late => RecvTimeoutError::Timeout,
        })
    }

    /// A message, if there is one.
    ///
    /// # Errors
    ///
    /// If there is none.
    #[track_caller]
    pub fn try_recv(&self) -> Result<T, TryRecvError> {
        let received = self.end.receive(Patience::None, Location::caller());
        received.map_err(|why| match why {
            NotReceived::Disconnected => TryRecvError::Disconnected,
            NotReceived::Late => TryRecvError::Empty,
        })
    }

    /// The messages until all senders are gone.
    #[track_caller]
    pub fn iter(&self) -> Iter<'_, T> {
        Iter { receiver: self, at: Location::caller() }
    }

    /// The messages that there are.
    #[track_caller]
    pub fn try_iter(&self) -> TryIter<'_, T> {
        TryIter { receiver: self, at: Location::caller() }
    }

    fn new(end: pipe::Receiver<T>) -> Receiver<T> {
        Receiver { end, not_sync: PhantomData }
    }
}

/// The messages of [`Receiver::iter`].
#[derive(Debug)]
pub struct Iter<'a, T> {
    receiver: &'a Receiver<T>,
    at: &'static Location<'static>,
}

impl<T> Iterator for Iter<'_, T> {
    type Item = T;

    #[track_caller]
    fn next(&mut self) -> Option<T> {
        let at = next_place(self.at);
        self.receiver.end.receive(Patience::Endless, at).ok()
    }
}

/// The messages of [`Receiver::try_iter`].
#[derive(Debug)]
pub struct TryIter<'a, T> {
    receiver: &'a Receiver<T>,
    at: &'static Location<'static>,
}

impl<T> Iterator for TryIter<'_, T> {
    type Item = T;

    #[track_caller]
    fn next(&mut self) -> Option<T> {
        let at = next_place(self.at);
        self.receiver.end.receive(Patience::None, at).ok()
    }
}

/// The messages of a receiver, which it owns.
#[derive(Debug)]
pub struct IntoIter<T> {
    receiver: Receiver<T>,
    at: &'static Location<'static>,
}

impl<T> Iterator for IntoIter<T> {
    type Item = T;

    #[track_caller]
    fn next(&mut self) -> Option<T> {
        let at = next_place(self.at);
        self.receiver.end.receive(Patience::Endless, at).ok()
    }
}

impl<T> IntoIterator for Receiver<T> {
    type Item = T;
    type IntoIter = IntoIter<T>;

    #[track_caller]
    fn into_iter(self) -> IntoIter<T> {
        IntoIter { receiver: self, at: Location::caller() }
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

impl<T> fmt::Debug for Sender<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sender").finish_non_exhaustive()
    }
}

impl<T> fmt::Debug for SyncSender<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SyncSender").finish_non_exhaustive()
    }
}

impl<T> fmt::Debug for Receiver<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Receiver").finish_non_exhaustive()
    }
}
