use std::cell::Cell;
use std::fmt;
use std::marker::PhantomData;
use std::ops::Deref;
use std::time::Duration;

use explore::raw::{Hold, Lock};
use explore::time::Instant;

/// Like parking_lot's: who holds it may lock it again. lock_api's would not tell the line
/// that locks it.
pub struct ReentrantMutex<T: ?Sized> {
    raw: Lock,
    /// How often the holder has locked it again. Nobody else touches it.
    again: Cell<usize>,
    value: T,
}

// SAFETY: only who holds the lock has a reference to the value or touches the count, and
// guards stay with their task.
#[allow(unsafe_code)]
unsafe impl<T: ?Sized + Send> Sync for ReentrantMutex<T> {}

impl<T> ReentrantMutex<T> {
    /// One that nobody holds. The record calls it by this line.
    #[track_caller]
    pub const fn new(value: T) -> ReentrantMutex<T> {
        ReentrantMutex { raw: Lock::mutex(), again: Cell::new(0), value }
    }

    /// Returns the value.
    pub fn into_inner(self) -> T {
        self.value
    }
}

/// One that nobody holds. The record calls it by this line.
#[track_caller]
pub const fn const_reentrant_mutex<T>(value: T) -> ReentrantMutex<T> {
    ReentrantMutex::new(value)
}

impl<T: ?Sized> ReentrantMutex<T> {
    /// Waits until nobody else holds it.
    #[track_caller]
    pub fn lock(&self) -> ReentrantMutexGuard<'_, T> {
        if !self.locks_again() {
            self.raw.lock(Hold::Write);
        }
        self.guard()
    }

    /// Locks it if nobody else holds it.
    #[track_caller]
    pub fn try_lock(&self) -> Option<ReentrantMutexGuard<'_, T>> {
        let locks = self.locks_again() || self.raw.try_lock(Hold::Write);
        locks.then(|| self.guard())
    }

    /// The same, but waits for so long at most.
    #[track_caller]
    pub fn try_lock_for(
        &self,
        timeout: Duration,
    ) -> Option<ReentrantMutexGuard<'_, T>> {
        let locks =
            self.locks_again() || self.raw.try_lock_for(Hold::Write, timeout);
        locks.then(|| self.guard())
    }

    /// The same, but waits until this moment at most.
    #[track_caller]
    pub fn try_lock_until(
        &self,
        timeout: Instant,
    ) -> Option<ReentrantMutexGuard<'_, T>> {
        let locks =
            self.locks_again() || self.raw.try_lock_until(Hold::Write, timeout);
        locks.then(|| self.guard())
    }

    /// The value, which nobody else can reach.
    pub fn get_mut(&mut self) -> &mut T {
        &mut self.value
    }

    /// Whether somebody holds it.
    #[track_caller]
    pub fn is_locked(&self) -> bool {
        self.raw.keeps_out(Hold::Write)
    }

    /// Whether who asks holds it.
    pub fn is_owned_by_current_thread(&self) -> bool {
        self.raw.is_mine(Hold::Write)
    }

    /// Whether who asks holds it, and holds it once more from now on.
    fn locks_again(&self) -> bool {
        let is_mine = self.raw.is_mine(Hold::Write);
        if is_mine {
            self.again.set(self.again.get() + 1);
        }
        is_mine
    }

    fn guard(&self) -> ReentrantMutexGuard<'_, T> {
        let of = Reenters { raw: &self.raw, again: &self.again };
        ReentrantMutexGuard { of, value: &self.value, stays: PhantomData }
    }
}

/// Holds it once.
struct Reenters<'a> {
    raw: &'a Lock,
    again: &'a Cell<usize>,
}

impl Drop for Reenters<'_> {
    fn drop(&mut self) {
        match self.again.get().checked_sub(1) {
            Some(left) => self.again.set(left),
            None => self.raw.unlock(Hold::Write),
        }
    }
}

/// Locks it when this is dropped.
struct Locks<'a> {
    raw: &'a Lock,
}

impl Drop for Locks<'_> {
    fn drop(&mut self) {
        self.raw.lock(Hold::Write);
    }
}

/// The guard of a [`ReentrantMutex`], which stays with its task.
#[must_use = "if unused the mutex is unlocked at once"]
pub struct ReentrantMutexGuard<'a, T: ?Sized> {
    of: Reenters<'a>,
    value: &'a T,
    stays: PhantomData<*const ()>,
}

/// That of a part of its value.
pub type MappedReentrantMutexGuard<'a, T> = ReentrantMutexGuard<'a, T>;

impl<'a, T: ?Sized> ReentrantMutexGuard<'a, T> {
    /// The guard of a part of the value.
    pub fn map<U: ?Sized, F>(s: Self, f: F) -> MappedReentrantMutexGuard<'a, U>
    where
        F: FnOnce(&T) -> &U,
    {
        let value = f(s.value);
        ReentrantMutexGuard { of: s.of, value, stays: PhantomData }
    }

    /// The same if there is such a part.
    ///
    /// # Errors
    ///
    /// If there is none: with the guard.
    pub fn try_map<U: ?Sized, F>(
        s: Self,
        f: F,
    ) -> Result<MappedReentrantMutexGuard<'a, U>, Self>
    where
        F: FnOnce(&T) -> Option<&U>,
    {
        match f(s.value) {
            Some(value) => {
                Ok(ReentrantMutexGuard { of: s.of, value, stays: PhantomData })
            }
            None => Err(s),
        }
    }

    /// The same if making it succeeds.
    ///
    /// # Errors
    ///
    /// If it does not: with the guard and why.
    pub fn try_map_or_err<U: ?Sized, F, E>(
        s: Self,
        f: F,
    ) -> Result<MappedReentrantMutexGuard<'a, U>, (Self, E)>
    where
        F: FnOnce(&T) -> Result<&U, E>,
    {
        match f(s.value) {
            Ok(value) => {
                Ok(ReentrantMutexGuard { of: s.of, value, stays: PhantomData })
            }
            Err(why) => Err((s, why)),
        }
    }

    /// Lets others go first, if it is held once.
    #[track_caller]
    pub fn bump(s: &mut Self) {
        ReentrantMutexGuard::unlocked(s, || {});
    }

    /// Calls this without the lock, if it is held once.
    #[track_caller]
    pub fn unlocked<U, F: FnOnce() -> U>(s: &mut Self, f: F) -> U {
        let is_held_once = s.of.again.get() == 0;
        let _locks = is_held_once.then(|| {
            s.of.raw.unlock(Hold::Write);
            Locks { raw: s.of.raw }
        });
        f()
    }

    /// The same: whose turn comes next is open either way.
    #[track_caller]
    pub fn unlocked_fair<F: FnOnce() -> U, U>(s: &mut Self, f: F) -> U {
        ReentrantMutexGuard::unlocked(s, f)
    }

    /// Lets it go.
    pub fn unlock_fair(s: Self) {
        drop(s);
    }
}

impl<T: ?Sized> Deref for ReentrantMutexGuard<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.value
    }
}

impl<T: Default> Default for ReentrantMutex<T> {
    #[track_caller]
    fn default() -> ReentrantMutex<T> {
        ReentrantMutex::new(T::default())
    }
}

impl<T> From<T> for ReentrantMutex<T> {
    #[track_caller]
    fn from(value: T) -> ReentrantMutex<T> {
        ReentrantMutex::new(value)
    }
}

impl<T: ?Sized + fmt::Debug> fmt::Debug for ReentrantMutex<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("ReentrantMutex");
        match self.try_lock() {
            Some(guard) => shown.field("data", &&*guard).finish(),
            None => shown.field("data", &format_args!("<locked>")).finish(),
        }
    }
}

impl<T: ?Sized + fmt::Debug> fmt::Debug for ReentrantMutexGuard<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl<T: ?Sized + fmt::Display> fmt::Display for ReentrantMutexGuard<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}
