use std::panic::Location;
use std::ptr;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::lock::Lock;
use crate::model::Moment;
use crate::model::condvar;
use crate::model::handle::Handle;
use crate::model::object::Kind;
use crate::schedule::engine::with_run;
use crate::sync::condvar::{notify, reach_wait, wait};
use crate::time::{Instant, later};

/// A condition variable for a [`Lock`] that is a mutex. A waiter never wakes by itself.
#[derive(Debug)]
pub struct Condvar {
    handle: Handle,
    waits: Mutex<Waits>,
}

/// How many wait, and where their mutex is.
#[derive(Debug)]
struct Waits {
    tasks: usize,
    with: usize,
}

impl Condvar {
    /// A condition variable that nobody waits on. The record calls it by this line.
    #[track_caller]
    pub const fn new() -> Condvar {
        let waits = Mutex::new(Waits { tasks: 0, with: 0 });
        Condvar { handle: Handle::new(Kind::Condvar), waits }
    }

    /// Unlocks the mutex, which who asks holds, waits for a notification and locks it
    /// again.
    ///
    /// # Panics
    ///
    /// Outside of an explored program, and while others wait with another mutex.
    #[track_caller]
    pub fn wait(&self, mutex: &Lock) {
        self.wait_at(mutex, &|_| None, Location::caller());
    }

    /// The same for so long at most on the clock of the schedule. Returns whether there was
    /// a notification.
    #[track_caller]
    pub fn wait_for(&self, mutex: &Lock, timeout: Duration) -> bool {
        self.wait_at(mutex, &|now| later(now, timeout), Location::caller())
    }

    /// The same until this moment at most.
    #[track_caller]
    pub fn wait_until(&self, mutex: &Lock, until: Instant) -> bool {
        self.wait_at(mutex, &|_| Some(until.moment()), Location::caller())
    }

    /// Wakes one waiter, if there is one. Returns whether there is.
    #[track_caller]
    pub fn notify_one(&self) -> bool {
        let at = Location::caller();
        notify(&self.handle, at, condvar::Condvar::notify_one) > 0
    }

    /// Wakes all waiters. Returns how many there are.
    #[track_caller]
    pub fn notify_all(&self) -> usize {
        notify(&self.handle, Location::caller(), condvar::Condvar::notify_all)
    }

    #[track_caller]
    fn wait_at(
        &self,
        mutex: &Lock,
        until: &dyn Fn(Moment) -> Option<Moment>,
        at: &'static Location<'static>,
    ) -> bool {
        reach_wait(&self.handle, at);
        self.begins(ptr::from_ref(mutex).addr());
        mutex.release();
        let notified = wait(&self.handle, mutex.handle(), until, at);
        self.waits().tasks -= 1;
        mutex.regain(at);
        notified
    }

    /// One more waits with the mutex there.
    #[track_caller]
    fn begins(&self, with: usize) {
        let mut waits = self.waits();
        let is_other = waits.tasks > 0 && waits.with != with;
        if !is_other {
            *waits = Waits { tasks: waits.tasks + 1, with };
        }
        drop(waits);
        if is_other {
            with_run(|run| run.looks(&self.handle));
        }
        assert!(
            !is_other,
            "attempted to use a condition variable with more than one mutex"
        );
    }

    fn waits(&self) -> MutexGuard<'_, Waits> {
        self.waits.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Default for Condvar {
    #[track_caller]
    fn default() -> Condvar {
        Condvar::new()
    }
}
