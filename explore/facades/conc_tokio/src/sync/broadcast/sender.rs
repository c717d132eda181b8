use std::future::Future;
use std::panic::Location;

use explore::Want;
use explore::tasks::{Did, begins};
use tokio::sync::broadcast as real;

use super::error::SendError;
use super::receiver::Receiver;
use crate::sync::ends::{Channel, SenderEnd, says_its_name};

/// Like [`tokio::sync::broadcast::Sender`].
pub struct Sender<T> {
    pub(super) end: SenderEnd,
    pub(super) sender: real::Sender<T>,
}

impl<T> Sender<T> {
    /// A channel that nobody receives from yet.
    ///
    /// # Panics
    ///
    /// If it keeps no message, or more than half of what fits in a `usize`.
    #[track_caller]
    pub fn new(capacity: usize) -> Sender<T> {
        let sender = real::Sender::new(capacity);
        Sender { end: SenderEnd::new(&Channel::new()), sender }
    }

    /// Sends, and returns how many will receive it.
    ///
    /// # Errors
    ///
    /// If nobody receives. The error holds the message.
    #[track_caller]
    pub fn send(&self, value: T) -> Result<usize, SendError<T>> {
        self.end.0.shared.begins();
        let sent = self.sender.send(value);
        self.end.0.sent(sent.is_ok(), Location::caller());
        sent
    }

    /// One more who receives what comes from now on.
    #[track_caller]
    pub fn subscribe(&self) -> Receiver<T> {
        begins();
        self.end.0.did(Did::Subscribe, Location::caller());
        self.receiver()
    }

    pub(super) fn receiver(&self) -> Receiver<T> {
        Receiver::new(&self.end.0, self.sender.subscribe())
    }

    /// How many messages are kept.
    pub fn len(&self) -> usize {
        begins();
        self.end.0.shared.seen();
        self.sender.len()
    }

    /// Whether no message is kept.
    pub fn is_empty(&self) -> bool {
        begins();
        self.end.0.shared.seen();
        self.sender.is_empty()
    }

    /// How many receive.
    #[track_caller]
    pub fn receiver_count(&self) -> usize {
        begins();
        self.end.0.shared.seen();
        self.sender.receiver_count()
    }

    /// Whether both are of the same channel.
    pub fn same_channel(&self, other: &Self) -> bool {
        self.sender.same_channel(&other.sender)
    }

    /// Waits until nobody receives.
    #[track_caller]
    pub fn closed(&self) -> impl Future<Output = ()> {
        let at = Location::caller();
        self.end.0.shared.wait(Want::End, at, self.sender.closed())
    }

    /// How many senders there are.
    #[track_caller]
    pub fn strong_count(&self) -> usize {
        self.end.0.shared.counts_senders();
        self.sender.strong_count()
    }

    /// How many there are that do not keep the channel open.
    #[track_caller]
    pub fn weak_count(&self) -> usize {
        self.end.0.shared.counts_senders();
        self.sender.weak_count()
    }
}

impl<T> Clone for Sender<T> {
    #[track_caller]
    fn clone(&self) -> Sender<T> {
        Sender { end: self.end.clone(), sender: self.sender.clone() }
    }
}

says_its_name!(Sender<T>);
