mod guard;

use std::fmt;
use std::panic::Location;
use std::sync::{LockResult, TryLockError, TryLockResult};

use guard::{does, record};

use super::poison;
use super::real::{change_poison, look_at_poison, show, take, wrap};
use crate::model::handle::Handle;
use crate::model::object::Kind;
use crate::model::op::Op;
use crate::model::pending::Pending;
use crate::model::rwlock;
use crate::schedule::catch::looks_in_a_message;
use crate::schedule::engine::{reach, reach_object};

pub use guard::{RwLockReadGuard, RwLockWriteGuard};

/// Like [`std::sync::RwLock`]. A writer that waits for readers keeps new ones out until the
/// last of them has gone, as std's does on Linux: who reads twice at once can wait for
/// good. When the lock is free, neither readers nor writers go first.
pub struct RwLock<T: ?Sized> {
    handle: Handle,
    value: poison::RwLock<T>,
}

impl<T> RwLock<T> {
    /// A lock that nobody holds. The record calls it by this line.
    #[track_caller]
    pub const fn new(value: T) -> RwLock<T> {
        RwLock {
            handle: Handle::new(Kind::RwLock),
            value: poison::RwLock::new(value),
        }
    }

    /// Returns the value.
    ///
    /// # Errors
    ///
    /// If a writer panicked.
    pub fn into_inner(self) -> LockResult<T> {
        self.value.into_inner()
    }
}

impl<T: ?Sized> RwLock<T> {
    /// Waits until nobody writes, or waits to.
    ///
    /// # Errors
    ///
    /// If a writer panicked. The error holds the guard.
    #[track_caller]
    pub fn read(&self) -> LockResult<RwLockReadGuard<'_, T>> {
        let at = Location::caller();
        lock_to_read(&self.handle, at);
        self.read_guard(at)
    }

    /// Waits until nobody reads or writes.
    ///
    /// # Errors
    ///
    /// If a writer panicked. The error holds the guard.
    #[track_caller]
    pub fn write(&self) -> LockResult<RwLockWriteGuard<'_, T>> {
        let at = Location::caller();
        lock_to_write(&self.handle, at);
        self.write_guard(at)
    }

    /// Locks to read if nobody writes, or waits to.
    ///
    /// # Errors
    ///
    /// If somebody writes or waits to, or a writer panicked.
    #[track_caller]
    pub fn try_read(&self) -> TryLockResult<RwLockReadGuard<'_, T>> {
        self.try_read_at(Location::caller())
    }

    fn try_read_at(
        &self,
        at: &'static Location<'static>,
    ) -> TryLockResult<RwLockReadGuard<'_, T>> {
        reach_object(&self.handle, at);
        if let Some(Op::FindsLocked) =
            does(&self.handle, at, rwlock::RwLock::try_read)
        {
            return Err(TryLockError::WouldBlock);
        }
        Ok(self.read_guard(at)?)
    }

    /// Locks to write if nobody reads or writes.
    ///
    /// # Errors
    ///
    /// If somebody reads or writes, or a writer panicked.
    #[track_caller]
    pub fn try_write(&self) -> TryLockResult<RwLockWriteGuard<'_, T>> {
        let at = Location::caller();
        reach_object(&self.handle, at);
        if let Some(Op::FindsLocked) =
            does(&self.handle, at, rwlock::RwLock::try_write)
        {
            return Err(TryLockError::WouldBlock);
        }
        Ok(self.write_guard(at)?)
    }

    /// Whether a writer panicked.
    #[track_caller]
    pub fn is_poisoned(&self) -> bool {
        self.is_poisoned_at(Location::caller())
    }

    fn is_poisoned_at(&self, at: &'static Location<'static>) -> bool {
        look_at_poison(&self.handle, at);
        self.value.is_poisoned()
    }

    /// Forgets that a writer panicked.
    #[track_caller]
    pub fn clear_poison(&self) {
        change_poison(&self.handle, Location::caller());
        self.value.clear_poison();
    }

    /// The value, which nobody else can reach.
    ///
    /// # Errors
    ///
    /// If a writer panicked.
    pub fn get_mut(&mut self) -> LockResult<&mut T> {
        self.value.get_mut()
    }

    fn read_guard(
        &self,
        at: &'static Location<'static>,
    ) -> LockResult<RwLockReadGuard<'_, T>> {
        let value = take(self.value.try_read(), || self.value.read());
        if value.is_err() {
            record(&self.handle, Op::FindsPoisoned, at);
        }
        wrap(value, |value| RwLockReadGuard {
            handle: &self.handle,
            value: Some(value),
            at,
        })
    }

    fn write_guard(
        &self,
        at: &'static Location<'static>,
    ) -> LockResult<RwLockWriteGuard<'_, T>> {
        let value = take(self.value.try_write(), || self.value.write());
        if value.is_err() {
            record(&self.handle, Op::FindsPoisoned, at);
        }
        wrap(value, |value| RwLockWriteGuard {
            handle: &self.handle,
            lock: &self.value,
            value: Some(value),
            at,
        })
    }
}

impl<T: Default> Default for RwLock<T> {
    #[track_caller]
    fn default() -> RwLock<T> {
        RwLock::new(T::default())
    }
}

impl<T> From<T> for RwLock<T> {
    #[track_caller]
    fn from(value: T) -> RwLock<T> {
        RwLock::new(value)
    }
}

impl<T: ?Sized + fmt::Debug> fmt::Debug for RwLock<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut lock = f.debug_struct("RwLock");
        let is_poisoned = if looks_in_a_message(&self.handle) {
            show(self.value.try_read(), &mut lock);
            self.value.is_poisoned()
        } else {
            // It does not tell from where it is shown.
            let at = self.handle.made();
            show(self.try_read_at(at), &mut lock);
            self.is_poisoned_at(at)
        };
        lock.field("poisoned", &is_poisoned).finish_non_exhaustive()
    }
}

fn lock_to_read(lock: &Handle, at: &'static Location<'static>) {
    if reach(at, |run| Pending::LockToRead(run.object(lock))) {
        does(lock, at, rwlock::RwLock::read);
    }
}

fn lock_to_write(lock: &Handle, at: &'static Location<'static>) {
    while reach(at, |run| Pending::LockToWrite(run.object(lock))) {
        let did = does(lock, at, rwlock::RwLock::write);
        if !matches!(did, Some(Op::Wait(_))) {
            break;
        }
    }
}
