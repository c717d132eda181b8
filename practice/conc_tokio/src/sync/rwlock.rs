use std::fmt;
use std::future::Future;
use std::ops::{Deref, DerefMut};
use std::panic::Location;

use explore::Want;
use explore::tasks::{Did, Kind, Shared};
use tokio::sync::{self, TryLockError};

/// Like [`tokio::sync::RwLock`].
pub struct RwLock<T> {
    shared: Shared,
    value: sync::RwLock<T>,
}

impl<T> RwLock<T> {
    /// A lock that nobody holds.
    #[track_caller]
    pub fn new(value: T) -> RwLock<T> {
        RwLock {
            shared: Shared::new(Kind::RwLock),
            value: sync::RwLock::new(value),
        }
    }

    /// Waits until no writer holds the lock or waits for it.
    #[track_caller]
    pub fn read(&self) -> impl Future<Output = RwLockReadGuard<'_, T>> {
        let at = Location::caller();
        async move {
            let value = self.shared.wait(Want::Turn, at, self.value.read()).await;
            self.shared.did(Did::LockToRead, at);
            RwLockReadGuard { shared: &self.shared, value, at }
        }
    }

    /// Waits until nobody holds the lock.
    #[track_caller]
    pub fn write(&self) -> impl Future<Output = RwLockWriteGuard<'_, T>> {
        let at = Location::caller();
        async move {
            let value = self.shared.wait(Want::Lock, at, self.value.write()).await;
            self.shared.did(Did::LockToWrite, at);
            RwLockWriteGuard { shared: &self.shared, value, at }
        }
    }

    /// Takes the lock to read if no writer holds it.
    ///
    /// # Errors
    ///
    /// If one does.
    #[track_caller]
    pub fn try_read(&self) -> Result<RwLockReadGuard<'_, T>, TryLockError> {
        let at = Location::caller();
        let value = self.value.try_read();
        let did = if value.is_ok() { Did::LockToRead } else { Did::FindLocked };
        self.shared.did(did, at);
        Ok(RwLockReadGuard { shared: &self.shared, value: value?, at })
    }

    /// Takes the lock to write if nobody holds it.
    ///
    /// # Errors
    ///
    /// If somebody does.
    #[track_caller]
    pub fn try_write(&self) -> Result<RwLockWriteGuard<'_, T>, TryLockError> {
        let at = Location::caller();
        let value = self.value.try_write();
        let did = if value.is_ok() { Did::LockToWrite } else { Did::FindLocked };
        self.shared.did(did, at);
        Ok(RwLockWriteGuard { shared: &self.shared, value: value?, at })
    }

    /// The value, which nobody else can reach.
    pub fn get_mut(&mut self) -> &mut T {
        self.value.get_mut()
    }

    /// Returns the value.
    pub fn into_inner(self) -> T {
        self.value.into_inner()
    }
}

impl<T: Default> Default for RwLock<T> {
    #[track_caller]
    fn default() -> RwLock<T> {
        RwLock::new(T::default())
    }
}

impl<T: fmt::Debug> fmt::Debug for RwLock<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.value.fmt(f)
    }
}

/// Like [`tokio::sync::RwLockReadGuard`].
#[must_use = "if unused the lock is let go at once"]
pub struct RwLockReadGuard<'a, T> {
    shared: &'a Shared,
    value: sync::RwLockReadGuard<'a, T>,
    at: &'static Location<'static>,
}

/// Like [`tokio::sync::RwLockWriteGuard`].
#[must_use = "if unused the lock is let go at once"]
pub struct RwLockWriteGuard<'a, T> {
    shared: &'a Shared,
    value: sync::RwLockWriteGuard<'a, T>,
    at: &'static Location<'static>,
}

impl<T> Drop for RwLockReadGuard<'_, T> {
    fn drop(&mut self) {
        self.shared.did(Did::Unlock, self.at);
    }
}

impl<T> Drop for RwLockWriteGuard<'_, T> {
    fn drop(&mut self) {
        self.shared.did(Did::Unlock, self.at);
    }
}

impl<T> Deref for RwLockReadGuard<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T> Deref for RwLockWriteGuard<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T> DerefMut for RwLockWriteGuard<'_, T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.value
    }
}
