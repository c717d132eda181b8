use std::fmt;
use std::ops::{Deref, DerefMut};
use std::panic::Location;
use std::sync::{self, LockResult, TryLockError, TryLockResult};

use super::real::{take, wrap};
use crate::model::TaskId;
use crate::model::access::Mode;
use crate::model::handle::Handle;
use crate::model::object::Kind;
use crate::model::op::Op;
use crate::model::pending::Pending;
use crate::model::rwlock;
use crate::schedule::drops::acts;
use crate::schedule::engine::{reach, with_run};
use crate::schedule::run::Run;

/// Like [`std::sync::RwLock`]. A writer that waits for readers keeps new ones out until the
/// last of them has gone, as std's does on Linux: who reads twice at once can wait for
/// good. When the lock is free, neither readers nor writers go first.
pub struct RwLock<T: ?Sized> {
    handle: Handle,
    value: sync::RwLock<T>,
}

impl<T> RwLock<T> {
    /// A lock that nobody holds. The record calls it by this line.
    #[track_caller]
    pub const fn new(value: T) -> RwLock<T> {
        RwLock {
            handle: Handle::new(Kind::RwLock),
            value: sync::RwLock::new(value),
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
        if reach(at, |run| Pending::LockToRead(run.object(&self.handle))) {
            self.does(at, rwlock::RwLock::read);
        }
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
        while reach(at, |run| Pending::LockToWrite(run.object(&self.handle))) {
            let did = self.does(at, rwlock::RwLock::write);
            if !matches!(did, Some(Op::Wait(_))) {
                break;
            }
        }
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
        reach(at, |run| run.ready_for(&self.handle));
        if let Some(Op::FindsLocked) = self.does(at, rwlock::RwLock::try_read) {
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
        reach(at, |run| run.ready_for(&self.handle));
        if let Some(Op::FindsLocked) = self.does(at, rwlock::RwLock::try_write) {
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

    /// What the current task does to the lock: `None` outside of a schedule.
    fn does(
        &self,
        at: &'static Location<'static>,
        act: impl FnOnce(&mut rwlock::RwLock, TaskId) -> (Op, Mode),
    ) -> Option<Op> {
        with_run(|run| {
            let lock = run.object(&self.handle);
            let task = run.current;
            let did = act(run.rwlock_mut(lock), task);
            run.did(lock, did, at);
            did.0
        })
    }

    fn read_guard(
        &self,
        at: &'static Location<'static>,
    ) -> LockResult<RwLockReadGuard<'_, T>> {
        let value = take(self.value.try_read(), || self.value.read());
        wrap(value, |value| RwLockReadGuard { lock: self, value: Some(value), at })
    }

    fn write_guard(
        &self,
        at: &'static Location<'static>,
    ) -> LockResult<RwLockWriteGuard<'_, T>> {
        let value = take(self.value.try_write(), || self.value.write());
        wrap(value, |value| RwLockWriteGuard { lock: self, value: Some(value), at })
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

/// Like [`std::sync::RwLockReadGuard`].
#[must_use = "if unused the lock is unlocked at once"]
pub struct RwLockReadGuard<'a, T: ?Sized> {
    lock: &'a RwLock<T>,
    value: Option<sync::RwLockReadGuard<'a, T>>,
    at: &'static Location<'static>,
}

impl<T: ?Sized> Drop for RwLockReadGuard<'_, T> {
    fn drop(&mut self) {
        acts(self);
        reach(self.at, |run| run.ready_for(&self.lock.handle));
        self.value = None;
        self.lock.does(self.at, rwlock::RwLock::unlock_read);
    }
}

impl<T: ?Sized> Deref for RwLockReadGuard<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.value.as_ref().expect("the guard holds the lock")
    }
}

/// Like [`std::sync::RwLockWriteGuard`].
#[must_use = "if unused the lock is unlocked at once"]
pub struct RwLockWriteGuard<'a, T: ?Sized> {
    lock: &'a RwLock<T>,
    value: Option<sync::RwLockWriteGuard<'a, T>>,
    at: &'static Location<'static>,
}

impl<T: ?Sized> Drop for RwLockWriteGuard<'_, T> {
    fn drop(&mut self) {
        acts(self);
        reach(self.at, |run| run.ready_for(&self.lock.handle));
        self.value = None;
        self.lock.does(self.at, |lock, _| lock.unlock_write());
    }
}

impl<T: ?Sized> Deref for RwLockWriteGuard<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.value.as_ref().expect("the guard holds the lock")
    }
}

impl<T: ?Sized> DerefMut for RwLockWriteGuard<'_, T> {
    fn deref_mut(&mut self) -> &mut T {
        with_run(Run::may_change);
        self.value.as_mut().expect("the guard holds the lock")
    }
}

impl<T: ?Sized + fmt::Debug> fmt::Debug for RwLockReadGuard<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl<T: ?Sized + fmt::Debug> fmt::Debug for RwLockWriteGuard<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl<T: ?Sized + fmt::Display> fmt::Display for RwLockReadGuard<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl<T: ?Sized + fmt::Display> fmt::Display for RwLockWriteGuard<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}
