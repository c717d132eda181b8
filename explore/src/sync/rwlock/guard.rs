use std::fmt;
use std::ops::{Deref, DerefMut};
use std::panic::Location;

use crate::model::TaskId;
use crate::model::access::Mode;
use crate::model::handle::Handle;
use crate::model::op::Op;
use crate::model::rwlock;
use crate::schedule::drops::acts;
use crate::schedule::engine::{reach_object, with_run};
use crate::schedule::run::Run;
use crate::sync::poison;

/// Like [`std::sync::RwLockReadGuard`].
#[must_use = "if unused the lock is unlocked at once"]
pub struct RwLockReadGuard<'a, T: ?Sized> {
    pub(super) handle: &'a Handle,
    pub(super) value: Option<std::sync::RwLockReadGuard<'a, T>>,
    pub(super) at: &'static Location<'static>,
}

impl<T: ?Sized> Drop for RwLockReadGuard<'_, T> {
    fn drop(&mut self) {
        acts(self);
        reach_object(self.handle, self.at);
        self.value = None;
        does(self.handle, self.at, rwlock::RwLock::unlock_read);
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
    pub(super) handle: &'a Handle,
    pub(super) lock: &'a poison::RwLock<T>,
    /// `None` once it lets go, or is downgraded.
    pub(super) value: Option<poison::RwLockWriteGuard<'a, T>>,
    pub(super) at: &'static Location<'static>,
}

impl<'a, T: ?Sized> RwLockWriteGuard<'a, T> {
    /// Goes on reading only, and lets others read. No writer comes in between.
    #[track_caller]
    pub fn downgrade(mut this: Self) -> RwLockReadGuard<'a, T> {
        let (handle, at) = (this.handle, Location::caller());
        reach_object(handle, at);
        let written = this.value.take().expect("the guard holds the lock");
        let value = written.downgrade();
        does(handle, at, rwlock::RwLock::downgrade);
        RwLockReadGuard { handle, value: Some(value), at }
    }
}

impl<T: ?Sized> Drop for RwLockWriteGuard<'_, T> {
    fn drop(&mut self) {
        if self.value.is_none() {
            return;
        }
        acts(self);
        reach_object(self.handle, self.at);
        let was_poisoned = self.lock.is_poisoned();
        self.value = None;
        does(self.handle, self.at, |lock, _| lock.unlock_write());
        if self.lock.is_poisoned() && !was_poisoned {
            record(self.handle, Op::Poisons, self.at);
        }
    }
}

pub(super) fn record(handle: &Handle, op: Op, at: &'static Location<'static>) {
    with_run(|run| {
        let lock = run.object(handle);
        run.record(Some(lock), op, at);
    });
}

/// What the current task does to the lock: `None` outside of a schedule.
pub(super) fn does(
    handle: &Handle,
    at: &'static Location<'static>,
    act: fn(&mut rwlock::RwLock, TaskId) -> (Op, Mode),
) -> Option<Op> {
    with_run(|run| {
        let lock = run.object(handle);
        let task = run.current;
        let did = act(run.rwlock_mut(lock), task);
        run.did(lock, did, at);
        did.0
    })
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
