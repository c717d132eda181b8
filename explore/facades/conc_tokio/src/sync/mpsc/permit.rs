use std::iter::FusedIterator;
use std::panic::Location;

use explore::acts_when_dropped;
use explore::tasks::{Did, Shared};
use tokio::sync::mpsc as real;

use super::sender::Sender;
use crate::support::At;
use crate::sync::ends::{SenderEnd, says_its_name};

/// A part of a permit, the first one: others may go before it is dropped.
struct Goes<'a>(Option<&'a Shared>, At);

impl Drop for Goes<'_> {
    fn drop(&mut self) {
        if let Some(shared) = self.0 {
            shared.begins_at(self.1);
        }
    }
}

/// A part of a permit: says that room was taken, and that it is given back.
struct Room<'a, T> {
    sender: &'a Sender<T>,
    permits: usize,
    at: At,
}

impl<'a, T> Room<'a, T> {
    fn new(sender: &'a Sender<T>, permits: usize, at: At) -> Room<'a, T> {
        let left = sender.sender.capacity();
        sender.end.0.did(Did::Take { permits, left }, at);
        Room { sender, permits, at }
    }

    fn goes(&self) -> Goes<'a> {
        Goes(Some(&self.sender.end.0.shared), self.at)
    }

    /// A message takes a part of it.
    fn sent(&mut self, at: At) {
        self.permits -= 1;
        self.sender.end.0.sent(true, at);
    }
}

impl<T> Drop for Room<'_, T> {
    fn drop(&mut self) {
        let permits = self.permits;
        if permits > 0 {
            acts_when_dropped(self);
            let left = self.sender.sender.capacity();
            self.sender.end.0.did(Did::Give { permits, left }, self.at);
        }
    }
}

// In both the real one stands before the room: it goes before that is said to be back.

/// Like [`tokio::sync::mpsc::Permit`].
pub struct Permit<'a, T> {
    goes: Goes<'a>,
    permit: real::Permit<'a, T>,
    room: Room<'a, T>,
}

impl<'a, T> Permit<'a, T> {
    pub(super) fn new(
        sender: &'a Sender<T>,
        permit: real::Permit<'a, T>,
        at: At,
    ) -> Permit<'a, T> {
        let room = Room::new(sender, 1, at);
        Permit { goes: room.goes(), permit, room }
    }

    /// Sends.
    #[track_caller]
    pub fn send(self, value: T) {
        self.room.sender.end.0.shared.begins();
        self.send_at(value, Location::caller());
    }

    pub(super) fn send_at(mut self, value: T, at: At) {
        self.goes.0 = None;
        self.permit.send(value);
        self.room.sent(at);
    }
}

says_its_name!(Permit<'_, T>);

/// Like [`tokio::sync::mpsc::PermitIterator`].
pub struct PermitIterator<'a, T> {
    goes: Goes<'a>,
    permits: real::PermitIterator<'a, T>,
    room: Room<'a, T>,
}

impl<'a, T> PermitIterator<'a, T> {
    pub(super) fn new(
        sender: &'a Sender<T>,
        permits: real::PermitIterator<'a, T>,
        at: At,
    ) -> PermitIterator<'a, T> {
        let room = Room::new(sender, permits.len(), at);
        PermitIterator { goes: room.goes(), permits, room }
    }
}

impl<'a, T> Iterator for PermitIterator<'a, T> {
    type Item = Permit<'a, T>;

    fn next(&mut self) -> Option<Permit<'a, T>> {
        let permit = self.permits.next()?;
        let Room { sender, at, .. } = self.room;
        self.room.permits -= 1;
        if self.room.permits == 0 {
            self.goes.0 = None;
        }
        let room = Room { sender, permits: 1, at };
        Some(Permit { goes: room.goes(), permit, room })
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.permits.size_hint()
    }
}

impl<T> ExactSizeIterator for PermitIterator<'_, T> {}
impl<T> FusedIterator for PermitIterator<'_, T> {}

says_its_name!(PermitIterator<'_, T>);

/// Like [`tokio::sync::mpsc::OwnedPermit`].
pub struct OwnedPermit<T> {
    /// Both are there until they become a sender again.
    end: Option<SenderEnd>,
    permit: Option<real::OwnedPermit<T>>,
    at: At,
}

impl<T> OwnedPermit<T> {
    pub(super) fn new(
        end: SenderEnd,
        permit: real::OwnedPermit<T>,
        left: usize,
        at: At,
    ) -> OwnedPermit<T> {
        end.0.did(Did::Take { permits: 1, left }, at);
        OwnedPermit { end: Some(end), permit: Some(permit), at }
    }

    fn take(&mut self) -> Option<(SenderEnd, real::OwnedPermit<T>)> {
        Some((self.end.take()?, self.permit.take()?))
    }

    /// Sends, and returns the sender.
    #[track_caller]
    pub fn send(mut self, value: T) -> Sender<T> {
        let (end, permit) = self.take().expect("it is taken only once");
        end.0.shared.begins();
        let sender = permit.send(value);
        end.0.sent(true, Location::caller());
        Sender { end, sender }
    }

    /// Gives the room back, and returns the sender.
    pub fn release(mut self) -> Sender<T> {
        self.give_back().expect("it is taken only once")
    }

    fn give_back(&mut self) -> Option<Sender<T>> {
        let (end, permit) = self.take()?;
        end.0.shared.begins_at(self.at);
        let sender = permit.release();
        let left = sender.capacity();
        end.0.did(Did::Give { permits: 1, left }, self.at);
        Some(Sender { end, sender })
    }

    /// Whether both are of the same channel.
    pub fn same_channel(&self, other: &Self) -> bool {
        let permits = self.permit.as_ref().zip(other.permit.as_ref());
        permits.is_some_and(|(one, other)| one.same_channel(other))
    }

    /// Whether both are of the same channel.
    pub fn same_channel_as_sender(&self, sender: &Sender<T>) -> bool {
        let permit = self.permit.as_ref();
        permit.is_some_and(|permit| permit.same_channel_as_sender(&sender.sender))
    }
}

impl<T> Drop for OwnedPermit<T> {
    fn drop(&mut self) {
        if self.permit.is_some() {
            acts_when_dropped(self);
        }
        drop(self.give_back());
    }
}

says_its_name!(OwnedPermit<T>);
