use std::fmt;
use std::marker::PhantomData;
use std::panic::Location;

use super::ends::{Receiver, Sender};
use super::errors::{RecvError, SendError};
use crate::model::channel::Ticket;
use crate::schedule::catch::panicking;

/// An operation that has begun. It has to be completed.
#[must_use]
pub struct SelectedOperation<'a> {
    /// `None` once it is completed.
    pub(super) ticket: Option<Ticket>,
    pub(super) index: usize,
    pub(super) address: usize,
    /// crossbeam's cannot be sent either.
    pub(super) operations: PhantomData<(&'a (), *const ())>,
}

impl SelectedOperation<'_> {
    /// Its index among those of the [`Select`].
    pub fn index(&self) -> usize {
        self.index
    }

    /// The same without a borrow of the ends: the body of an arm may assign to them.
    #[doc(hidden)]
    pub fn unbound(mut self) -> SelectedOperation<'static> {
        let (ticket, index, address) =
            (self.ticket.take(), self.index, self.address);
        SelectedOperation { ticket, index, address, operations: PhantomData }
    }

    /// Sends the message.
    ///
    /// # Errors
    ///
    /// If all receivers are gone. The error holds the message.
    ///
    /// # Panics
    ///
    /// If this is not the sender that was selected.
    #[track_caller]
    pub fn send<T>(
        mut self,
        sender: &Sender<T>,
        message: T,
    ) -> Result<(), SendError<T>> {
        let is_it = address(sender) == self.address;
        assert!(is_it, "passed a sender that wasn't selected");
        let ticket = self.ticket.take().expect("it is completed once");
        sender.0.complete(ticket, message, Location::caller()).map_err(SendError)
    }

    /// Receives the message.
    ///
    /// # Errors
    ///
    /// If there is none and all senders are gone.
    ///
    /// # Panics
    ///
    /// If this is not the receiver that was selected.
    #[track_caller]
    pub fn recv<T>(mut self, receiver: &Receiver<T>) -> Result<T, RecvError> {
        let is_it = address(receiver) == self.address;
        assert!(is_it, "passed a receiver that wasn't selected");
        let ticket = self.ticket.take().expect("it is completed once");
        receiver.0.complete(ticket, Location::caller()).ok_or(RecvError)
    }
}

impl fmt::Debug for SelectedOperation<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad("SelectedOperation { .. }")
    }
}

impl Drop for SelectedOperation<'_> {
    fn drop(&mut self) {
        assert!(
            self.ticket.is_none() || panicking(),
            "dropped `SelectedOperation` without completing the operation"
        );
    }
}

/// What tells an end from the others.
pub(super) fn address<T>(of: &T) -> usize {
    std::ptr::from_ref(of).addr()
}
