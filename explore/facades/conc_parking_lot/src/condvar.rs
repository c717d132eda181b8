use std::fmt;
use std::time::Duration;

use explore::raw;
use explore::time::Instant;

use crate::MutexGuard;

/// Like parking_lot's. A waiter never wakes by itself, and which one
/// [`notify_one`](Condvar::notify_one) wakes is left open: each is a schedule.
pub struct Condvar(raw::Condvar);

/// Whether a wait ended by its time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WaitTimeoutResult(bool);

impl WaitTimeoutResult {
    /// Whether the wait ended without a notification.
    pub fn timed_out(self) -> bool {
        self.0
    }
}

impl Condvar {
    /// A condition variable that nobody waits on. The record calls it by this line.
    #[track_caller]
    pub const fn new() -> Condvar {
        Condvar(raw::Condvar::new())
    }

    /// Wakes one waiter, if there is one. Returns whether there is.
    #[track_caller]
    pub fn notify_one(&self) -> bool {
        self.0.notify_one()
    }

    /// Wakes all waiters. Returns how many there are.
    #[track_caller]
    pub fn notify_all(&self) -> usize {
        self.0.notify_all()
    }

    /// Unlocks the mutex, waits for a notification and locks it again.
    ///
    /// # Panics
    ///
    /// Outside of an explored program, and while others wait with another mutex.
    #[track_caller]
    pub fn wait<T: ?Sized>(&self, guard: &mut MutexGuard<'_, T>) {
        self.0.wait(locked(guard));
    }

    /// The same, until this moment at most.
    #[track_caller]
    pub fn wait_until<T: ?Sized>(
        &self,
        guard: &mut MutexGuard<'_, T>,
        timeout: Instant,
    ) -> WaitTimeoutResult {
        WaitTimeoutResult(!self.0.wait_until(locked(guard), timeout))
    }

    /// The same, for so long at most.
    #[track_caller]
    pub fn wait_for<T: ?Sized>(
        &self,
        guard: &mut MutexGuard<'_, T>,
        timeout: Duration,
    ) -> WaitTimeoutResult {
        WaitTimeoutResult(!self.0.wait_for(locked(guard), timeout))
    }

    /// Waits as long as the condition holds.
    #[track_caller]
    pub fn wait_while<T: ?Sized, F>(
        &self,
        guard: &mut MutexGuard<'_, T>,
        mut condition: F,
    ) where
        F: FnMut(&mut T) -> bool,
    {
        while condition(guard) {
            self.wait(guard);
        }
    }

    /// The same, until this moment at most.
    #[track_caller]
    pub fn wait_while_until<T: ?Sized, F>(
        &self,
        guard: &mut MutexGuard<'_, T>,
        mut condition: F,
        timeout: Instant,
    ) -> WaitTimeoutResult
    where
        F: FnMut(&mut T) -> bool,
    {
        let mut result = WaitTimeoutResult(false);
        while !result.timed_out() && condition(guard) {
            result = self.wait_until(guard, timeout);
        }
        result
    }

    /// The same, for so long at most.
    #[track_caller]
    pub fn wait_while_for<T: ?Sized, F>(
        &self,
        guard: &mut MutexGuard<'_, T>,
        condition: F,
        timeout: Duration,
    ) -> WaitTimeoutResult
    where
        F: FnMut(&mut T) -> bool,
    {
        match Instant::exactly_now().checked_add(timeout) {
            Some(until) => self.wait_while_until(guard, condition, until),
            None => {
                self.wait_while(guard, condition);
                WaitTimeoutResult(false)
            }
        }
    }
}

/// The mutex that is held by this guard.
#[allow(unsafe_code)]
fn locked<'a, T: ?Sized>(guard: &MutexGuard<'a, T>) -> &'a raw::Lock {
    // SAFETY: a wait lets go of it, and has it again when it returns. The guard cannot be
    // used in between, as it is borrowed to be changed.
    unsafe { &MutexGuard::mutex(guard).raw().0 }
}

impl Default for Condvar {
    #[track_caller]
    fn default() -> Condvar {
        Condvar::new()
    }
}

impl fmt::Debug for Condvar {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad("Condvar { .. }")
    }
}
