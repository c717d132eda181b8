//! How room is kept for messages.

use std::future::Future;
use std::panic::Location;

use explore::Want;
use explore::tasks::{Did, begins};

use super::error::{SendError, TrySendError};
use super::permit::{OwnedPermit, Permit, PermitIterator};
use super::sender::Sender;
use crate::support::At;

impl<T> Sender<T> {
    /// Waits for room and keeps it for a message.
    #[track_caller]
    pub fn reserve(
        &self,
    ) -> impl Future<Output = Result<Permit<'_, T>, SendError<()>>> {
        let at = Location::caller();
        async move {
            let reserve = self.sender.reserve();
            let permit = self.end.0.shared.wait(Want::Room, at, reserve).await;
            let permit = permit.inspect_err(|_| self.in_vain(at))?;
            Ok(Permit::new(self, permit, at))
        }
    }

    /// Waits for room for so many messages and keeps it.
    #[track_caller]
    pub fn reserve_many(
        &self,
        n: usize,
    ) -> impl Future<Output = Result<PermitIterator<'_, T>, SendError<()>>> {
        let at = Location::caller();
        async move {
            let reserve = self.sender.reserve_many(n);
            let permits = self.end.0.shared.wait(Want::Room, at, reserve).await;
            let permits = permits.inspect_err(|_| self.in_vain(at))?;
            Ok(PermitIterator::new(self, permits, at))
        }
    }

    /// Waits for room and makes a permit of the sender and the room.
    #[track_caller]
    pub fn reserve_owned(
        self,
    ) -> impl Future<Output = Result<OwnedPermit<T>, SendError<()>>> {
        let at = Location::caller();
        async move {
            let Sender { end, sender } = self;
            let weak = sender.downgrade();
            let reserve = sender.reserve_owned();
            let permit = end.0.shared.wait(Want::Room, at, reserve).await;
            let permit = permit.inspect_err(|_| end.0.did(Did::SendInVain, at))?;
            let left = weak.upgrade().map_or(0, |sender| sender.capacity());
            Ok(OwnedPermit::new(end, permit, left, at))
        }
    }

    /// Keeps room for a message if there is some.
    ///
    /// # Errors
    ///
    /// If there is none, or nobody receives any more.
    #[track_caller]
    pub fn try_reserve(&self) -> Result<Permit<'_, T>, TrySendError<()>> {
        begins();
        let at = Location::caller();
        let permit = self.sender.try_reserve();
        let permit = permit.inspect_err(|error| self.not_tried(error, at))?;
        Ok(Permit::new(self, permit, at))
    }

    /// Keeps room for so many messages if there is some.
    ///
    /// # Errors
    ///
    /// If there is none, or nobody receives any more.
    #[track_caller]
    pub fn try_reserve_many(
        &self,
        n: usize,
    ) -> Result<PermitIterator<'_, T>, TrySendError<()>> {
        begins();
        let at = Location::caller();
        let permits = self.sender.try_reserve_many(n);
        let permits = permits.inspect_err(|error| self.not_tried(error, at))?;
        Ok(PermitIterator::new(self, permits, at))
    }

    /// Makes a permit of the sender and room for a message, if there is some.
    ///
    /// # Errors
    ///
    /// If there is none, or nobody receives any more. The error holds the sender.
    #[track_caller]
    pub fn try_reserve_owned(self) -> Result<OwnedPermit<T>, TrySendError<Self>> {
        begins();
        let at = Location::caller();
        let Sender { end, sender } = self;
        let left = sender.capacity().saturating_sub(1);
        match sender.try_reserve_owned() {
            Ok(permit) => Ok(OwnedPermit::new(end, permit, left, at)),
            Err(TrySendError::Full(sender)) => {
                end.0.did(Did::FindFull, at);
                Err(TrySendError::Full(Sender { end, sender }))
            }
            Err(TrySendError::Closed(sender)) => {
                end.0.did(Did::SendInVain, at);
                Err(TrySendError::Closed(Sender { end, sender }))
            }
        }
    }

    fn in_vain(&self, at: At) {
        self.end.0.did(Did::SendInVain, at);
    }

    fn not_tried(&self, error: &TrySendError<()>, at: At) {
        let did = match error {
            TrySendError::Full(()) => Did::FindFull,
            TrySendError::Closed(()) => Did::SendInVain,
        };
        self.end.0.did(did, at);
    }
}
