use std::future::Future;
use std::panic::Location;
use std::sync::Arc;

use explore::Want;
use explore::tasks::{Did, begins};
use tokio::sync::broadcast as real;

use super::error::{RecvError, TryRecvError};
use crate::blocking;
use crate::sync::ends::{Channel, ReceiverEnd, says_its_name};

/// Like [`tokio::sync::broadcast::Receiver`].
pub struct Receiver<T> {
    end: ReceiverEnd,
    receiver: real::Receiver<T>,
    /// How many messages have passed.
    received: usize,
}

impl<T> Receiver<T> {
    pub(super) fn new(
        channel: &Arc<Channel>,
        receiver: real::Receiver<T>,
    ) -> Receiver<T> {
        let end = ReceiverEnd::new(channel);
        Receiver { end, receiver, received: channel.count() }
    }

    /// How many messages it has still to receive.
    pub fn len(&self) -> usize {
        begins();
        self.end.0.shared.seen();
        self.receiver.len()
    }

    /// Whether it has received all.
    pub fn is_empty(&self) -> bool {
        begins();
        self.end.0.shared.seen();
        self.receiver.is_empty()
    }

    /// Whether both are of the same channel.
    pub fn same_channel(&self, other: &Self) -> bool {
        self.receiver.same_channel(&other.receiver)
    }

    /// How many senders there are.
    #[track_caller]
    pub fn sender_strong_count(&self) -> usize {
        self.end.0.shared.counts_senders();
        self.receiver.sender_strong_count()
    }

    /// How many there are that do not keep the channel open.
    #[track_caller]
    pub fn sender_weak_count(&self) -> usize {
        self.end.0.shared.counts_senders();
        self.receiver.sender_weak_count()
    }

    /// Whether nobody can send any more.
    pub fn is_closed(&self) -> bool {
        begins();
        self.end.0.shared.seen();
        self.receiver.is_closed()
    }
}

impl<T: Clone> Receiver<T> {
    /// Waits for the next message.
    #[track_caller]
    pub fn recv(&mut self) -> impl Future<Output = Result<T, RecvError>> {
        let at = Location::caller();
        async move {
            let recv = self.receiver.recv();
            let message = self.end.0.shared.wait(Want::Message, at, recv).await;
            let did = match &message {
                Ok(_) => self.passes(),
                Err(RecvError::Lagged(missed)) => self.missed(*missed),
                Err(RecvError::Closed) => Did::FindDisconnected,
            };
            self.end.0.did(did, at);
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
        begins();
        let message = self.receiver.try_recv();
        let did = match &message {
            Ok(_) => self.passes(),
            Err(TryRecvError::Lagged(missed)) => self.missed(*missed),
            Err(TryRecvError::Empty) => Did::FindEmpty,
            Err(TryRecvError::Closed) => Did::FindDisconnected,
        };
        self.end.0.did(did, Location::caller());
        message
    }

    fn passes(&mut self) -> Did {
        self.received += 1;
        Did::Receive { message: self.received - 1 }
    }

    fn missed(&mut self, messages: u64) -> Did {
        let missed = messages as usize;
        self.received += missed;
        Did::Lag { missed }
    }

    /// Like [`recv`](Receiver::recv), where nothing can be awaited.
    ///
    /// # Errors
    ///
    /// If there will be no message any more, or the next one was not kept.
    ///
    /// # Panics
    ///
    /// In an async task.
    #[track_caller]
    pub fn blocking_recv(&mut self) -> Result<T, RecvError> {
        blocking::wait(self.recv())
    }

    /// One more who receives what comes from now on.
    #[track_caller]
    pub fn resubscribe(&self) -> Receiver<T> {
        begins();
        self.end.0.did(Did::Subscribe, Location::caller());
        Receiver::new(&self.end.0, self.receiver.resubscribe())
    }
}

says_its_name!(Receiver<T>);
