//! How guards that own a clone of the `Arc` take the lock.

use std::future::Future;
use std::panic::Location;
use std::sync::Arc;

use explore::Want;
use explore::tasks::{Did, begins};
use tokio::sync::TryLockError;

use super::lock::RwLock;
use super::owned_read::OwnedRwLockReadGuard;
use super::owned_write::OwnedRwLockWriteGuard;
use crate::sync::held::Held;

impl<T> RwLock<T> {
    /// Like [`read`](RwLock::read), but the guard owns a clone of the `Arc`.
    #[track_caller]
    pub fn read_owned(
        self: Arc<Self>,
    ) -> impl Future<Output = OwnedRwLockReadGuard<T>> {
        let at = Location::caller();
        async move {
            let lock = Arc::clone(self.value.get()).read_owned();
            let value = self.shared.wait(Want::Turn, at, lock).await;
            self.shared.did(Did::LockToRead, at);
            OwnedRwLockReadGuard { held: Held { lock: self, at }, value }
        }
    }

    /// Like [`try_read`](RwLock::try_read), but the guard owns a clone of the
    /// `Arc`.
    ///
    /// # Errors
    ///
    /// If a writer holds it.
    #[track_caller]
    pub fn try_read_owned(
        self: Arc<Self>,
    ) -> Result<OwnedRwLockReadGuard<T>, TryLockError> {
        begins();
        let at = Location::caller();
        let value = Arc::clone(self.value.get()).try_read_owned();
        let value = self.tried(value, Did::LockToRead, at)?;
        Ok(OwnedRwLockReadGuard { held: Held { lock: self, at }, value })
    }

    /// Like [`write`](RwLock::write), but the guard owns a clone of the
    /// `Arc`.
    #[track_caller]
    pub fn write_owned(
        self: Arc<Self>,
    ) -> impl Future<Output = OwnedRwLockWriteGuard<T>> {
        let at = Location::caller();
        async move {
            let lock = Arc::clone(self.value.get()).write_owned();
            let value = self.shared.wait(Want::Lock, at, lock).await;
            self.shared.did(Did::LockToWrite, at);
            OwnedRwLockWriteGuard { held: Held { lock: self, at }, value }
        }
    }

    /// Like [`try_write`](RwLock::try_write), but the guard owns a clone of the
    /// `Arc`.
    ///
    /// # Errors
    ///
    /// If somebody holds it.
    #[track_caller]
    pub fn try_write_owned(
        self: Arc<Self>,
    ) -> Result<OwnedRwLockWriteGuard<T>, TryLockError> {
        begins();
        let at = Location::caller();
        let value = Arc::clone(self.value.get()).try_write_owned();
        let value = self.tried(value, Did::LockToWrite, at)?;
        Ok(OwnedRwLockWriteGuard { held: Held { lock: self, at }, value })
    }
}
