use std::future::Future;
use std::panic::Location;

use explore::Want;
use explore::tasks::{Did, begins};
use tokio::sync::watch as real;

use super::borrow::Ref;
use super::error::SendError;
use super::receiver::Receiver;
use super::value::Value;
use crate::sync::ends::{ReceiverEnd, SenderEnd, says_its_name};

/// Like [`tokio::sync::watch::Sender`].
pub struct Sender<T> {
    end: SenderEnd,
    value: Value,
    sender: real::Sender<T>,
}

impl<T> Sender<T> {
    /// A value that nobody watches yet.
    #[track_caller]
    pub fn new(init: T) -> Sender<T> {
        let value = Value::new();
        let end = SenderEnd::new(&value.channel);
        Sender { end, value, sender: real::Sender::new(init) }
    }

    /// Sets the value.
    ///
    /// # Errors
    ///
    /// If nobody watches. The error holds the value.
    #[track_caller]
    pub fn send(&self, value: T) -> Result<(), SendError<T>> {
        begins();
        let at = Location::caller();
        self.end.0.shared.counts_from_here();
        let watched = self.sender.receiver_count() > 0;
        let locked = watched.then(|| self.value.write(at));
        self.end.0.shared.wakes();
        let sent = self.sender.send(value);
        drop(locked);
        self.end.0.sent(sent.is_ok(), at);
        sent
    }

    /// Changes the value.
    #[track_caller]
    pub fn send_modify<F>(&self, modify: F)
    where
        F: FnOnce(&mut T),
    {
        self.send_if_modified(|value| {
            modify(value);
            true
        });
    }

    /// Changes the value and tells whether it did.
    #[track_caller]
    pub fn send_if_modified<F>(&self, modify: F) -> bool
    where
        F: FnOnce(&mut T) -> bool,
    {
        let at = Location::caller();
        let locked = self.value.write(at);
        self.end.0.shared.wakes();
        let modified = self.sender.send_if_modified(modify);
        drop(locked);
        match modified {
            true => self.end.0.sent(true, at),
            false => self.end.0.shared.seen(),
        }
        modified
    }

    /// Sets the value, whether or not anybody watches, and returns the old one.
    #[track_caller]
    pub fn send_replace(&self, mut value: T) -> T {
        self.send_modify(|old| std::mem::swap(old, &mut value));
        value
    }

    /// The value.
    #[track_caller]
    pub fn borrow(&self) -> Ref<'_, T> {
        Ref::new(self.value.read(), self.sender.borrow())
    }

    /// One more who watches.
    #[track_caller]
    pub fn subscribe(&self) -> Receiver<T> {
        begins();
        self.end.0.did(Did::Subscribe, Location::caller());
        self.receiver()
    }

    pub(super) fn receiver(&self) -> Receiver<T> {
        Receiver {
            end: ReceiverEnd::new(&self.end.0),
            value: self.value.clone(),
            receiver: self.sender.subscribe(),
        }
    }

    /// Waits until nobody watches.
    #[track_caller]
    pub fn closed(&self) -> impl Future<Output = ()> {
        let at = Location::caller();
        self.end.0.shared.wait(Want::End, at, self.sender.closed())
    }

    /// Whether nobody watches.
    pub fn is_closed(&self) -> bool {
        begins();
        self.end.0.shared.seen();
        self.sender.is_closed()
    }

    /// How many watch.
    #[track_caller]
    pub fn receiver_count(&self) -> usize {
        begins();
        self.end.0.shared.seen();
        self.sender.receiver_count()
    }

    /// How many can set it.
    #[track_caller]
    pub fn sender_count(&self) -> usize {
        self.end.0.shared.counts_senders();
        self.sender.sender_count()
    }

    /// Whether both set the same value.
    pub fn same_channel(&self, other: &Self) -> bool {
        self.sender.same_channel(&other.sender)
    }
}

impl<T: Default> Default for Sender<T> {
    #[track_caller]
    fn default() -> Sender<T> {
        Sender::new(T::default())
    }
}

impl<T> Clone for Sender<T> {
    #[track_caller]
    fn clone(&self) -> Sender<T> {
        let (end, value) = (self.end.clone(), self.value.clone());
        Sender { end, value, sender: self.sender.clone() }
    }
}

says_its_name!(Sender<T>);
