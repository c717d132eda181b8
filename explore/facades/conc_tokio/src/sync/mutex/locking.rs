//! How the mutex is taken.

use std::future::Future;
use std::panic::Location;
use std::sync::Arc;

use explore::Want;
use explore::tasks::{Did, begins};
use tokio::sync::TryLockError;

use super::guard::MutexGuard;
use super::lock::Mutex;
use super::owned::OwnedMutexGuard;
use crate::blocking;
use crate::support::At;
use crate::sync::held::Held;

impl<T> Mutex<T> {
    /// Waits for its turn and takes the mutex.
    #[track_caller]
    pub fn lock(&self) -> impl Future<Output = MutexGuard<'_, T>> {
        let at = Location::caller();
        async move {
            let lock = self.value.get().lock();
            let value = self.shared.wait(Want::Lock, at, lock).await;
            self.shared.did(Did::Lock, at);
            MutexGuard { held: Held { lock: &self.shared, at }, mutex: self, value }
        }
    }

    /// Like [`lock`](Mutex::lock), but the guard owns a clone of the `Arc`.
    #[track_caller]
    pub fn lock_owned(self: Arc<Self>) -> impl Future<Output = OwnedMutexGuard<T>> {
        let at = Location::caller();
        async move {
            let lock = Arc::clone(self.value.get()).lock_owned();
            let value = self.shared.wait(Want::Lock, at, lock).await;
            self.shared.did(Did::Lock, at);
            OwnedMutexGuard { held: Held { lock: self, at }, value }
        }
    }

    /// Like [`lock`](Mutex::lock), where nothing can be awaited.
    ///
    /// # Panics
    ///
    /// In an async task.
    #[track_caller]
    pub fn blocking_lock(&self) -> MutexGuard<'_, T> {
        blocking::wait(self.lock())
    }

    /// Like [`lock_owned`](Mutex::lock_owned), where nothing can be awaited.
    ///
    /// # Panics
    ///
    /// In an async task.
    #[track_caller]
    pub fn blocking_lock_owned(self: Arc<Self>) -> OwnedMutexGuard<T> {
        blocking::wait(self.lock_owned())
    }

    /// Takes the mutex if nobody holds it.
    ///
    /// # Errors
    ///
    /// If somebody holds it.
    #[track_caller]
    pub fn try_lock(&self) -> Result<MutexGuard<'_, T>, TryLockError> {
        begins();
        let at = Location::caller();
        let value = self.tried(self.value.get().try_lock(), at)?;
        let held = Held { lock: &self.shared, at };
        Ok(MutexGuard { held, mutex: self, value })
    }

    /// Like [`try_lock`](Mutex::try_lock), but the guard owns a clone of the `Arc`.
    ///
    /// # Errors
    ///
    /// If somebody holds it.
    #[track_caller]
    pub fn try_lock_owned(
        self: Arc<Self>,
    ) -> Result<OwnedMutexGuard<T>, TryLockError> {
        begins();
        let at = Location::caller();
        let value =
            self.tried(Arc::clone(self.value.get()).try_lock_owned(), at)?;
        Ok(OwnedMutexGuard { held: Held { lock: self, at }, value })
    }

    fn tried<G>(
        &self,
        value: Result<G, TryLockError>,
        at: At,
    ) -> Result<G, TryLockError> {
        let did = if value.is_ok() { Did::Lock } else { Did::FindLocked };
        self.shared.did(did, at);
        value
    }
}
