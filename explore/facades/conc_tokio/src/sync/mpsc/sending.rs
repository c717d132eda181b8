//! How messages are sent.

use std::future::Future;
use std::panic::Location;
use std::time::Duration;

use explore::Want;
use explore::tasks::{Did, begins};

use super::error::{SendError, SendTimeoutError, TrySendError};
use super::sender::{Sender, UnboundedSender};
use crate::blocking;
use crate::time::limit;

impl<T> Sender<T> {
    /// Waits for room and sends.
    #[track_caller]
    pub fn send(&self, value: T) -> impl Future<Output = Result<(), SendError<T>>> {
        let at = Location::caller();
        async move {
            let send = self.sender.send(value);
            let sent = self.end.0.shared.wait(Want::Room, at, send).await;
            self.end.0.sent(sent.is_ok(), at);
            sent
        }
    }

    /// Sends if there is room.
    ///
    /// # Errors
    ///
    /// If there is none, or nobody receives any more. The error holds the message.
    #[track_caller]
    pub fn try_send(&self, message: T) -> Result<(), TrySendError<T>> {
        self.end.0.shared.begins();
        let at = Location::caller();
        let sent = self.sender.try_send(message);
        match &sent {
            Err(TrySendError::Full(_)) => self.end.0.did(Did::FindFull, at),
            sent => self.end.0.sent(sent.is_ok(), at),
        }
        sent
    }

    /// Waits for room, but only so long, and sends.
    #[track_caller]
    pub fn send_timeout(
        &self,
        value: T,
        duration: Duration,
    ) -> impl Future<Output = Result<(), SendTimeoutError<T>>> {
        let at = Location::caller();
        let reserve = limit(duration, self.reserve());
        async move {
            reserve.needs_timers();
            match reserve.await {
                Ok(Ok(permit)) => {
                    permit.send_at(value, at);
                    Ok(())
                }
                Ok(Err(SendError(()))) => Err(SendTimeoutError::Closed(value)),
                Err(_) => Err(SendTimeoutError::Timeout(value)),
            }
        }
    }

    /// Like [`send`](Sender::send), where nothing can be awaited.
    ///
    /// # Errors
    ///
    /// If nobody receives any more. The error holds the message.
    ///
    /// # Panics
    ///
    /// In an async task.
    #[track_caller]
    pub fn blocking_send(&self, value: T) -> Result<(), SendError<T>> {
        blocking::wait(self.send(value))
    }

    /// For how many messages there is room.
    #[track_caller]
    pub fn capacity(&self) -> usize {
        begins();
        self.end.0.shared.seen();
        self.sender.capacity()
    }

    /// For how many messages there is room when it is empty.
    pub fn max_capacity(&self) -> usize {
        self.sender.max_capacity()
    }
}

impl<T> UnboundedSender<T> {
    /// Sends.
    ///
    /// # Errors
    ///
    /// If nobody receives any more. The error holds the message.
    #[track_caller]
    pub fn send(&self, message: T) -> Result<(), SendError<T>> {
        self.end.0.shared.begins();
        let sent = self.sender.send(message);
        self.end.0.sent(sent.is_ok(), Location::caller());
        sent
    }
}
