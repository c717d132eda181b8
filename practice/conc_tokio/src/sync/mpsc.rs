//! A channel with many senders and one receiver.

use std::fmt;
use std::future::Future;
use std::panic::Location;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::task::{Context, Poll};

use explore::Want;
use explore::tasks::{Did, Kind, Shared};
use tokio::sync::mpsc;

/// The errors of this module.
pub mod error {
    pub use tokio::sync::mpsc::error::{SendError, TryRecvError, TrySendError};
}

use error::{SendError, TryRecvError, TrySendError};

type At = &'static Location<'static>;

/// What the record tells of a channel.
struct Channel {
    shared: Shared,
    senders: AtomicUsize,
    sent: AtomicUsize,
    received: AtomicUsize,
    at: At,
}

impl Channel {
    #[track_caller]
    fn new() -> Arc<Channel> {
        Arc::new(Channel {
            shared: Shared::new(Kind::Channel),
            senders: AtomicUsize::new(1),
            sent: AtomicUsize::new(0),
            received: AtomicUsize::new(0),
            at: Location::caller(),
        })
    }

    fn sent(&self, sent: bool, at: At) {
        let did = match sent {
            true => Did::Send { message: self.sent.fetch_add(1, Relaxed) },
            false => Did::SendInVain,
        };
        self.shared.did(did, at);
    }

    fn received(&self, received: bool, at: At) {
        let did = match received {
            true => Did::Receive { message: self.received.fetch_add(1, Relaxed) },
            false => Did::FindDisconnected,
        };
        self.shared.did(did, at);
    }

    fn clone_sender(self: &Arc<Self>) -> Arc<Channel> {
        self.senders.fetch_add(1, Relaxed);
        Arc::clone(self)
    }

    fn drop_sender(&self) {
        if self.senders.fetch_sub(1, Relaxed) == 1 {
            self.shared.did(Did::DropLastSender, self.at);
        }
    }
}

/// A channel with room for so many messages.
///
/// # Panics
///
/// If that is 0.
#[track_caller]
pub fn channel<T>(buffer: usize) -> (Sender<T>, Receiver<T>) {
    let (sender, receiver) = mpsc::channel(buffer);
    let channel = Channel::new();
    (
        Sender { channel: Arc::clone(&channel), sender },
        Receiver { channel, receiver },
    )
}

/// A channel without a bound.
#[track_caller]
pub fn unbounded_channel<T>() -> (UnboundedSender<T>, UnboundedReceiver<T>) {
    let (sender, receiver) = mpsc::unbounded_channel();
    let channel = Channel::new();
    (
        UnboundedSender { channel: Arc::clone(&channel), sender },
        UnboundedReceiver { channel, receiver },
    )
}

/// Like [`tokio::sync::mpsc::Sender`].
pub struct Sender<T> {
    channel: Arc<Channel>,
    sender: mpsc::Sender<T>,
}

impl<T> Sender<T> {
    /// Waits for room and sends.
    #[track_caller]
    pub fn send(&self, value: T) -> impl Future<Output = Result<(), SendError<T>>> {
        let at = Location::caller();
        async move {
            let send = self.sender.send(value);
            let sent = self.channel.shared.wait(Want::Room, at, send).await;
            self.channel.sent(sent.is_ok(), at);
            sent
        }
    }

    /// Sends if there is room.
    ///
    /// # Errors
    ///
    /// If there is none, or nobody receives any more. The error holds the message.
    #[track_caller]
    pub fn try_send(&self, value: T) -> Result<(), TrySendError<T>> {
        let at = Location::caller();
        let sent = self.sender.try_send(value);
        match &sent {
            Err(TrySendError::Full(_)) => {
                self.channel.shared.did(Did::FindFull, at);
            }
            sent => self.channel.sent(sent.is_ok(), at),
        }
        sent
    }

    /// Waits for room and keeps it for a message.
    #[track_caller]
    pub fn reserve(
        &self,
    ) -> impl Future<Output = Result<Permit<'_, T>, SendError<()>>> {
        let at = Location::caller();
        async move {
            let reserve = self.sender.reserve();
            let permit = self.channel.shared.wait(Want::Room, at, reserve).await?;
            Ok(Permit { channel: &self.channel, permit })
        }
    }

    /// Keeps room for a message if there is some.
    ///
    /// # Errors
    ///
    /// If there is none, or nobody receives any more.
    #[track_caller]
    pub fn try_reserve(&self) -> Result<Permit<'_, T>, TrySendError<()>> {
        let permit = self.sender.try_reserve();
        if let Err(TrySendError::Full(())) = permit {
            self.channel.shared.did(Did::FindFull, Location::caller());
        }
        Ok(Permit { channel: &self.channel, permit: permit? })
    }

    /// For how many messages there is room.
    pub fn capacity(&self) -> usize {
        self.sender.capacity()
    }

    /// For how many messages there is room when it is empty.
    pub fn max_capacity(&self) -> usize {
        self.sender.max_capacity()
    }
}

/// Like [`tokio::sync::mpsc::Permit`].
pub struct Permit<'a, T> {
    channel: &'a Channel,
    permit: mpsc::Permit<'a, T>,
}

impl<T> Permit<'_, T> {
    /// Sends.
    #[track_caller]
    pub fn send(self, value: T) {
        self.permit.send(value);
        self.channel.sent(true, Location::caller());
    }
}

/// Like [`tokio::sync::mpsc::UnboundedSender`].
pub struct UnboundedSender<T> {
    channel: Arc<Channel>,
    sender: mpsc::UnboundedSender<T>,
}

impl<T> UnboundedSender<T> {
    /// Sends.
    ///
    /// # Errors
    ///
    /// If nobody receives any more. The error holds the message.
    #[track_caller]
    pub fn send(&self, value: T) -> Result<(), SendError<T>> {
        let sent = self.sender.send(value);
        self.channel.sent(sent.is_ok(), Location::caller());
        sent
    }
}

/// What both kinds of channel have.
macro_rules! both {
    ($Sender:ident, $Receiver:ident) => {
        impl<T> $Sender<T> {
            /// Waits until nobody receives any more.
            #[track_caller]
            pub fn closed(&self) -> impl Future<Output = ()> {
                let at = Location::caller();
                self.channel.shared.wait(Want::End, at, self.sender.closed())
            }

            /// Whether nobody receives any more.
            pub fn is_closed(&self) -> bool {
                self.sender.is_closed()
            }

            /// Whether both are of the same channel.
            pub fn same_channel(&self, other: &Self) -> bool {
                self.sender.same_channel(&other.sender)
            }
        }

        impl<T> Clone for $Sender<T> {
            fn clone(&self) -> Self {
                $Sender {
                    channel: self.channel.clone_sender(),
                    sender: self.sender.clone(),
                }
            }
        }

        impl<T> Drop for $Sender<T> {
            fn drop(&mut self) {
                self.channel.drop_sender();
            }
        }

        impl<T> fmt::Debug for $Sender<T> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_struct(stringify!($Sender)).finish_non_exhaustive()
            }
        }

        #[doc = concat!("Like [`tokio::sync::mpsc::", stringify!($Receiver), "`].")]
        pub struct $Receiver<T> {
            channel: Arc<Channel>,
            receiver: mpsc::$Receiver<T>,
        }

        impl<T> $Receiver<T> {
            /// Waits for a message; `None` when there will be none any more.
            #[track_caller]
            pub fn recv(&mut self) -> impl Future<Output = Option<T>> {
                let at = Location::caller();
                async move {
                    let recv = self.receiver.recv();
                    let message =
                        self.channel.shared.wait(Want::Message, at, recv).await;
                    self.channel.received(message.is_some(), at);
                    message
                }
            }

            /// Waits for messages and takes so many of them at most.
            #[track_caller]
            pub fn recv_many(
                &mut self,
                buffer: &mut Vec<T>,
                limit: usize,
            ) -> impl Future<Output = usize> {
                let at = Location::caller();
                async move {
                    let recv = self.receiver.recv_many(buffer, limit);
                    let count =
                        self.channel.shared.wait(Want::Message, at, recv).await;
                    for _ in 0..count {
                        self.channel.received(true, at);
                    }
                    count
                }
            }

            /// Takes a message if there is one.
            ///
            /// # Errors
            ///
            /// If there is none, or there will be none any more.
            #[track_caller]
            pub fn try_recv(&mut self) -> Result<T, TryRecvError> {
                let at = Location::caller();
                let message = self.receiver.try_recv();
                match &message {
                    Err(TryRecvError::Empty) => {
                        self.channel.shared.did(Did::FindEmpty, at)
                    }
                    message => self.channel.received(message.is_ok(), at),
                }
                message
            }

            /// Waits for a message, by hand.
            pub fn poll_recv(
                &mut self,
                context: &mut Context<'_>,
            ) -> Poll<Option<T>> {
                let at = self.channel.at;
                let polled = self.receiver.poll_recv(context);
                match &polled {
                    Poll::Ready(message) => {
                        self.channel.received(message.is_some(), at)
                    }
                    Poll::Pending => self.channel.shared.waits(Want::Message, at),
                }
                polled
            }

            /// Nobody can send any more; what was sent can be received.
            #[track_caller]
            pub fn close(&mut self) {
                self.receiver.close();
                self.channel.shared.did(Did::Close, Location::caller());
            }

            /// How many messages are in it.
            pub fn len(&self) -> usize {
                self.receiver.len()
            }

            /// Whether it is empty.
            pub fn is_empty(&self) -> bool {
                self.receiver.is_empty()
            }
        }

        impl<T> Drop for $Receiver<T> {
            fn drop(&mut self) {
                self.channel.shared.did(Did::DropLastReceiver, self.channel.at);
            }
        }

        impl<T> fmt::Debug for $Receiver<T> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_struct(stringify!($Receiver)).finish_non_exhaustive()
            }
        }
    };
}

both!(Sender, Receiver);
both!(UnboundedSender, UnboundedReceiver);
