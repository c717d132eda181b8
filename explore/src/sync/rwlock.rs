mod guard;

use std::fmt;
use std::panic::Location;
use std::sync::{LockResult, TryLockError, TryLockResult};

use guard::{does, record};

use super::poison;
use super::real::{take, wrap};
use crate::model::handle::Handle;
use crate::model::object::Kind;
use crate::model::op::Op;
use crate::model::pending::Pending;
use crate::model::rwlock;
use crate::schedule::engine::{reach, reach_object, with_run};

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
        let at = Location::caller();
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
    pub fn is_poisoned(&self) -> bool {
        with_run(|run| run.looks(&self.handle));
        self.value.is_poisoned()
    }

    /// Forgets that a writer panicked.
    pub fn clear_poison(&self) {
        with_run(|run| run.changes(&self.handle));
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
        with_run(|run| run.looks(&self.handle));
        self.value.fmt(f)
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
