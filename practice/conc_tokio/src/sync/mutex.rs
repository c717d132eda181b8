use std::fmt;
use std::future::Future;
use std::ops::{Deref, DerefMut};
use std::panic::Location;
use std::sync::Arc;

use explore::Want;
use explore::tasks::{Did, Kind, Shared};
use tokio::sync::{self, TryLockError};

/// Like [`tokio::sync::Mutex`].
pub struct Mutex<T> {
    shared: Shared,
    value: Arc<sync::Mutex<T>>,
}

impl<T> Mutex<T> {
    /// A mutex that nobody holds.
    #[track_caller]
    pub fn new(value: T) -> Mutex<T> {
        let value = Arc::new(sync::Mutex::new(value));
        Mutex { shared: Shared::new(Kind::Mutex), value }
    }

    /// Waits for its turn and takes the mutex.
    #[track_caller]
    pub fn lock(&self) -> impl Future<Output = MutexGuard<'_, T>> {
        let at = Location::caller();
        async move {
            let value = self.shared.wait(Want::Lock, at, self.value.lock()).await;
            self.shared.did(Did::Lock, at);
            MutexGuard { shared: &self.shared, value, at }
        }
    }

    /// Like [`lock`](Mutex::lock), but the guard owns a clone of the `Arc`.
    #[track_caller]
    pub fn lock_owned(self: Arc<Self>) -> impl Future<Output = OwnedMutexGuard<T>> {
        let at = Location::caller();
        async move {
            let lock = Arc::clone(&self.value).lock_owned();
            let value = self.shared.wait(Want::Lock, at, lock).await;
            self.shared.did(Did::Lock, at);
            OwnedMutexGuard { mutex: self, value, at }
        }
    }

    /// Takes the mutex if nobody holds it.
    ///
    /// # Errors
    ///
    /// If somebody holds it.
    #[track_caller]
    pub fn try_lock(&self) -> Result<MutexGuard<'_, T>, TryLockError> {
        let at = Location::caller();
        let value = self.value.try_lock();
        let did = if value.is_ok() { Did::Lock } else { Did::FindLocked };
        self.shared.did(did, at);
        Ok(MutexGuard { shared: &self.shared, value: value?, at })
    }

    /// The value, which nobody else can reach.
    pub fn get_mut(&mut self) -> &mut T {
        let value = Arc::get_mut(&mut self.value);
        value.expect("a guard that owns the mutex is gone").get_mut()
    }

    /// Returns the value.
    pub fn into_inner(self) -> T {
        let value = Arc::into_inner(self.value);
        value.expect("a guard that owns the mutex is gone").into_inner()
    }
}

impl<T: Default> Default for Mutex<T> {
    #[track_caller]
    fn default() -> Mutex<T> {
        Mutex::new(T::default())
    }
}

impl<T: fmt::Debug> fmt::Debug for Mutex<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.value.fmt(f)
    }
}

/// Like [`tokio::sync::MutexGuard`].
#[must_use = "if unused the mutex is unlocked at once"]
pub struct MutexGuard<'a, T> {
    shared: &'a Shared,
    value: sync::MutexGuard<'a, T>,
    at: &'static Location<'static>,
}

/// Like [`tokio::sync::OwnedMutexGuard`].
#[must_use = "if unused the mutex is unlocked at once"]
pub struct OwnedMutexGuard<T> {
    mutex: Arc<Mutex<T>>,
    value: sync::OwnedMutexGuard<T>,
    at: &'static Location<'static>,
}

impl<T> Drop for MutexGuard<'_, T> {
    fn drop(&mut self) {
        self.shared.did(Did::Unlock, self.at);
    }
}

impl<T> Drop for OwnedMutexGuard<T> {
    fn drop(&mut self) {
        self.mutex.shared.did(Did::Unlock, self.at);
    }
}

impl<T> Deref for MutexGuard<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T> DerefMut for MutexGuard<'_, T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.value
    }
}

impl<T> Deref for OwnedMutexGuard<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T> DerefMut for OwnedMutexGuard<T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.value
    }
}

impl<T: fmt::Debug> fmt::Debug for MutexGuard<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl<T: fmt::Debug> fmt::Debug for OwnedMutexGuard<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}
