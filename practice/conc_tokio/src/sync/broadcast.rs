//! A channel whose messages everybody receives.

use std::fmt;
use std::future::Future;
use std::panic::Location;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

use explore::Want;
use explore::tasks::{Did, Kind, Shared};
use tokio::sync::broadcast;

/// The errors of this module.
pub mod error {
    pub use tokio::sync::broadcast::error::{RecvError, SendError, TryRecvError};
}

use error::{RecvError, SendError, TryRecvError};

/// What the record tells of a channel.
struct Channel {
    shared: Shared,
    senders: AtomicUsize,
    sent: AtomicUsize,
    at: &'static Location<'static>,
}

/// A channel that keeps so many messages for who is slow.
#[track_caller]
pub fn channel<T: Clone>(capacity: usize) -> (Sender<T>, Receiver<T>) {
    let (sender, receiver) = broadcast::channel(capacity);
    let channel = Arc::new(Channel {
        shared: Shared::new(Kind::Channel),
        senders: AtomicUsize::new(1),
        sent: AtomicUsize::new(0),
        at: Location::caller(),
    });
    let received = 0;
    (
        Sender { channel: Arc::clone(&channel), sender },
        Receiver { channel, receiver, received },
    )
}

/// Like [`tokio::sync::broadcast::Sender`].
pub struct Sender<T> {
    channel: Arc<Channel>,
    sender: broadcast::Sender<T>,
}

impl<T: Clone> Sender<T> {
    /// A channel that nobody receives from yet.
    #[track_caller]
    pub fn new(capacity: usize) -> Sender<T> {
        channel(capacity).0
    }
}

impl<T> Sender<T> {
    /// Sends, and returns how many will receive it.
    ///
    /// # Errors
    ///
    /// If nobody receives. The error holds the message.
    #[track_caller]
    pub fn send(&self, value: T) -> Result<usize, SendError<T>> {
        let sent = self.sender.send(value);
        let did = match &sent {
            Ok(_) => Did::Send { message: self.channel.sent.fetch_add(1, Relaxed) },
            Err(_) => Did::SendInVain,
        };
        self.channel.shared.did(did, Location::caller());
        sent
    }

    /// One more who receives what comes from now on.
    pub fn subscribe(&self) -> Receiver<T> {
        Receiver {
            channel: Arc::clone(&self.channel),
            receiver: self.sender.subscribe(),
            received: self.channel.sent.load(Relaxed),
        }
    }

    /// How many messages are kept.
    pub fn len(&self) -> usize {
        self.sender.len()
    }

    /// Whether no message is kept.
    pub fn is_empty(&self) -> bool {
        self.sender.is_empty()
    }

    /// How many receive.
    pub fn receiver_count(&self) -> usize {
        self.sender.receiver_count()
    }
}

impl<T> Clone for Sender<T> {
    fn clone(&self) -> Sender<T> {
        self.channel.senders.fetch_add(1, Relaxed);
        Sender { channel: Arc::clone(&self.channel), sender: self.sender.clone() }
    }
}

impl<T> Drop for Sender<T> {
    fn drop(&mut self) {
        if self.channel.senders.fetch_sub(1, Relaxed) == 1 {
            self.channel.shared.did(Did::DropLastSender, self.channel.at);
        }
    }
}

/// Like [`tokio::sync::broadcast::Receiver`].
pub struct Receiver<T> {
    channel: Arc<Channel>,
    receiver: broadcast::Receiver<T>,
    /// How many messages have passed.
    received: usize,
}

impl<T: Clone> Receiver<T> {
    /// Waits for the next message.
    #[track_caller]
    pub fn recv(&mut self) -> impl Future<Output = Result<T, RecvError>> {
        let at = Location::caller();
        async move {
            let recv = self.receiver.recv();
            let message = self.channel.shared.wait(Want::Message, at, recv).await;
            let did = match &message {
                Ok(_) => Did::Receive { message: self.received },
                Err(RecvError::Lagged(missed)) => {
                    self.received += *missed as usize;
                    Did::FindFull
                }
                Err(RecvError::Closed) => Did::FindDisconnected,
            };
            self.received += usize::from(message.is_ok());
            self.channel.shared.did(did, at);
            message
        }
    }

    /// Takes the next message if it is there.
    ///
    /// # Errors
    ///
    /// If it is not, will never be, or was not kept.
    #[track_caller]
    pub fn try_recv(&mut self) -> Result<T, TryRecvError> {
        let message = self.receiver.try_recv();
        let did = match &message {
            Ok(_) => Did::Receive { message: self.received },
            Err(TryRecvError::Lagged(missed)) => {
                self.received += *missed as usize;
                Did::FindFull
            }
            Err(TryRecvError::Empty) => Did::FindEmpty,
            Err(TryRecvError::Closed) => Did::FindDisconnected,
        };
        self.received += usize::from(message.is_ok());
        self.channel.shared.did(did, Location::caller());
        message
    }

    /// One more who receives what comes from now on.
    pub fn resubscribe(&self) -> Receiver<T> {
        Receiver {
            channel: Arc::clone(&self.channel),
            receiver: self.receiver.resubscribe(),
            received: self.channel.sent.load(Relaxed),
        }
    }
}

impl<T> fmt::Debug for Sender<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sender").finish_non_exhaustive()
    }
}

impl<T> fmt::Debug for Receiver<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Receiver").finish_non_exhaustive()
    }
}
