use std::fmt;
use std::ops::{Deref, DerefMut};
use std::panic::Location;
use std::sync::{LockResult, TryLockError, TryLockResult};

use super::poison;
use super::real::{change_poison, look_at_poison, show, take, wrap};
use crate::model::handle::Handle;
use crate::model::object::Kind;
use crate::model::op::Op;
use crate::model::pending::Pending;
use crate::schedule::catch::looks_in_a_message;
use crate::schedule::drops::acts;
use crate::schedule::engine::{announce, does, reach_object, with_run};
use crate::schedule::run::Run;

/// Like [`std::sync::Mutex`].
pub struct Mutex<T: ?Sized> {
    handle: Handle,
    value: poison::Mutex<T>,
}

impl<T> Mutex<T> {
    /// A mutex that nobody holds. The record calls it by this line.
    #[track_caller]
    pub const fn new(value: T) -> Mutex<T> {
        Mutex { handle: Handle::new(Kind::Mutex), value: poison::Mutex::new(value) }
    }

    /// Returns the value.
    ///
    /// # Errors
    ///
    /// If a holder panicked.
    pub fn into_inner(self) -> LockResult<T> {
        self.value.into_inner()
    }
}

impl<T: ?Sized> Mutex<T> {
    /// Waits until nobody holds the mutex and takes it.
    ///
    /// # Errors
    ///
    /// If a holder panicked. The error holds the guard.
    #[track_caller]
    pub fn lock(&self) -> LockResult<MutexGuard<'_, T>> {
        let at = Location::caller();
        lock(&self.handle, at);
        self.guard(at)
    }

    /// Takes the mutex if nobody holds it.
    ///
    /// # Errors
    ///
    /// If somebody holds it, or a holder panicked.
    #[track_caller]
    pub fn try_lock(&self) -> TryLockResult<MutexGuard<'_, T>> {
        self.try_lock_at(Location::caller())
    }

    fn try_lock_at(
        &self,
        at: &'static Location<'static>,
    ) -> TryLockResult<MutexGuard<'_, T>> {
        match try_lock(&self.handle, at) {
            Some(true) => Ok(self.guard(at)?),
            Some(false) => Err(TryLockError::WouldBlock),
            None => match self.value.try_lock() {
                Err(TryLockError::WouldBlock) => Err(TryLockError::WouldBlock),
                tried => Ok(wrap(take(tried, || self.value.lock()), |value| {
                    MutexGuard::new(self, value, at)
                })?),
            },
        }
    }

    /// Whether a holder panicked.
    #[track_caller]
    pub fn is_poisoned(&self) -> bool {
        self.is_poisoned_at(Location::caller())
    }

    fn is_poisoned_at(&self, at: &'static Location<'static>) -> bool {
        look_at_poison(&self.handle, at);
        self.value.is_poisoned()
    }

    /// Forgets that a holder panicked.
    #[track_caller]
    pub fn clear_poison(&self) {
        change_poison(&self.handle, Location::caller());
        self.value.clear_poison();
    }

    /// The value, which nobody else can reach.
    ///
    /// # Errors
    ///
    /// If a holder panicked.
    pub fn get_mut(&mut self) -> LockResult<&mut T> {
        self.value.get_mut()
    }

    /// The guard of a task that holds the modelled mutex.
    pub(super) fn guard(
        &self,
        at: &'static Location<'static>,
    ) -> LockResult<MutexGuard<'_, T>> {
        let value = take(self.value.try_lock(), || self.value.lock());
        if value.is_err() {
            find_poisoned(&self.handle, at);
        }
        wrap(value, |value| MutexGuard::new(self, value, at))
    }

    pub(super) fn handle(&self) -> &Handle {
        &self.handle
    }
}

fn lock(mutex: &Handle, at: &'static Location<'static>) {
    if announce(at, |run| run.object(mutex), |_, mutex| Pending::Lock(mutex)) {
        does(|run| {
            let mutex = run.object(mutex);
            let task = run.current;
            let did = run.mutex_mut(mutex).lock(task);
            run.did(mutex, did, at);
        });
    }
}

/// Whether it did; `None` if the real mutex is to be asked.
fn try_lock(mutex: &Handle, at: &'static Location<'static>) -> Option<bool> {
    reach_object(mutex, at);
    does(|run| {
        let mutex = run.object(mutex);
        let task = run.current;
        let did = run.mutex_mut(mutex).try_lock(task);
        run.did(mutex, did, at);
        matches!(did.0, Op::Lock)
    })
}

fn unlock(mutex: &Handle, poisons: bool, at: &'static Location<'static>) {
    does(|run| {
        let mutex = run.object(mutex);
        let did = run.mutex_mut(mutex).unlock();
        run.did(mutex, did, at);
        if poisons {
            run.record(Some(mutex), Op::Poisons, at);
        }
    });
}

fn find_poisoned(mutex: &Handle, at: &'static Location<'static>) {
    with_run(|run| {
        let mutex = run.object(mutex);
        run.record(Some(mutex), Op::FindsPoisoned, at);
    });
}

impl<T: Default> Default for Mutex<T> {
    #[track_caller]
    fn default() -> Mutex<T> {
        Mutex::new(T::default())
    }
}

impl<T> From<T> for Mutex<T> {
    #[track_caller]
    fn from(value: T) -> Mutex<T> {
        Mutex::new(value)
    }
}

impl<T: ?Sized + fmt::Debug> fmt::Debug for Mutex<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut mutex = f.debug_struct("Mutex");
        let is_poisoned = if looks_in_a_message(&self.handle) {
            show(self.value.try_lock(), &mut mutex);
            self.value.is_poisoned()
        } else {
            // It does not tell from where it is shown.
            let at = self.handle.made();
            show(self.try_lock_at(at), &mut mutex);
            self.is_poisoned_at(at)
        };
        mutex.field("poisoned", &is_poisoned).finish_non_exhaustive()
    }
}

/// Like [`std::sync::MutexGuard`]. Its end has no line of its own in the record, but
/// that of the lock.
#[must_use = "if unused the mutex is unlocked at once"]
pub struct MutexGuard<'a, T: ?Sized> {
    mutex: &'a Mutex<T>,
    /// `None` only while a condition variable is waited on.
    value: Option<poison::MutexGuard<'a, T>>,
    at: &'static Location<'static>,
}

impl<'a, T: ?Sized> MutexGuard<'a, T> {
    fn new(
        mutex: &'a Mutex<T>,
        value: poison::MutexGuard<'a, T>,
        at: &'static Location<'static>,
    ) -> MutexGuard<'a, T> {
        MutexGuard { mutex, value: Some(value), at }
    }

    /// The value, for a condition that is only looked at.
    pub(super) fn value_mut(&mut self) -> &mut T {
        self.value.as_mut().expect("the guard holds the mutex")
    }

    /// Lets go of the real mutex and returns the modelled one, still held.
    pub(super) fn release(mut self) -> &'a Mutex<T> {
        self.value = None;
        self.mutex
    }
}

impl<T: ?Sized> Drop for MutexGuard<'_, T> {
    fn drop(&mut self) {
        if self.value.is_none() {
            return;
        }
        acts(self);
        let Mutex { handle, value } = self.mutex;
        reach_object(handle, self.at);
        let was_poisoned = value.is_poisoned();
        self.value = None;
        unlock(handle, value.is_poisoned() && !was_poisoned, self.at);
    }
}

impl<T: ?Sized> Deref for MutexGuard<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.value.as_ref().expect("the guard holds the mutex")
    }
}

impl<T: ?Sized> DerefMut for MutexGuard<'_, T> {
    fn deref_mut(&mut self) -> &mut T {
        does(Run::may_change);
        self.value_mut()
    }
}

impl<T: ?Sized + fmt::Debug> fmt::Debug for MutexGuard<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl<T: ?Sized + fmt::Display> fmt::Display for MutexGuard<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}
