//! How the lock is taken.

use std::future::Future;
use std::panic::Location;

use explore::Want;
use explore::tasks::{Did, begins};
use tokio::sync::TryLockError;

use super::lock::RwLock;
use super::read::RwLockReadGuard;
use super::write::RwLockWriteGuard;
use crate::blocking;
use crate::support::At;
use crate::sync::held::Held;

impl<T> RwLock<T> {
    /// Waits until no writer holds the lock or waits for it.
    #[track_caller]
    pub fn read(&self) -> impl Future<Output = RwLockReadGuard<'_, T>> {
        let at = Location::caller();
        async move {
            let lock = self.value.get().read();
            let value = self.shared.wait(Want::Turn, at, lock).await;
            self.shared.did(Did::LockToRead, at);
            RwLockReadGuard { held: Held { lock: &self.shared, at }, value }
        }
    }

    /// Like [`read`](RwLock::read), where nothing can be awaited.
    ///
    /// # Panics
    ///
    /// In an async task.
    #[track_caller]
    pub fn blocking_read(&self) -> RwLockReadGuard<'_, T> {
        blocking::wait(self.read())
    }

    /// Takes the lock to read if no writer holds it.
    ///
    /// # Errors
    ///
    /// If one does.
    #[track_caller]
    pub fn try_read(&self) -> Result<RwLockReadGuard<'_, T>, TryLockError> {
        begins();
        let at = Location::caller();
        let value = self.value.get().try_read();
        let value = self.tried(value, Did::LockToRead, at)?;
        Ok(RwLockReadGuard { held: Held { lock: &self.shared, at }, value })
    }

    /// Waits until nobody holds the lock.
    #[track_caller]
    pub fn write(&self) -> impl Future<Output = RwLockWriteGuard<'_, T>> {
        let at = Location::caller();
        async move {
            let lock = self.value.get().write();
            let value = self.shared.wait(Want::Lock, at, lock).await;
            self.shared.did(Did::LockToWrite, at);
            RwLockWriteGuard { held: Held { lock: &self.shared, at }, value }
        }
    }

    /// Like [`write`](RwLock::write), where nothing can be awaited.
    ///
    /// # Panics
    ///
    /// In an async task.
    #[track_caller]
    pub fn blocking_write(&self) -> RwLockWriteGuard<'_, T> {
        blocking::wait(self.write())
    }

    /// Takes the lock to write if nobody holds it.
    ///
    /// # Errors
    ///
    /// If somebody does.
    #[track_caller]
    pub fn try_write(&self) -> Result<RwLockWriteGuard<'_, T>, TryLockError> {
        begins();
        let at = Location::caller();
        let value = self.value.get().try_write();
        let value = self.tried(value, Did::LockToWrite, at)?;
        Ok(RwLockWriteGuard { held: Held { lock: &self.shared, at }, value })
    }

    pub(super) fn tried<G>(
        &self,
        value: Result<G, TryLockError>,
        took: Did,
        at: At,
    ) -> Result<G, TryLockError> {
        self.shared.did(if value.is_ok() { took } else { Did::FindLocked }, at);
        value
    }
}
