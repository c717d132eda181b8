use std::panic::Location;
use std::ptr;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
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
    /// Where the mutex is of those that wait.
    with: AtomicUsize,
}

impl Condvar {
    /// A condition variable that nobody waits on. The record calls it by this line.
    #[track_caller]
    pub const fn new() -> Condvar {
        Condvar { handle: Handle::new(Kind::Condvar), with: AtomicUsize::new(0) }
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
        mutex.regain(at);
        notified
    }

    /// One more waits with the mutex there. Who is notified waits for its mutex alone.
    #[track_caller]
    fn begins(&self, with: usize) {
        let asleep = with_run(|run| {
            run.looks(&self.handle);
            let condvar = run.object(&self.handle);
            run.condvar(condvar).asleep()
        });
        let is_one = asleep.unwrap_or(0) == 0 || self.with.load(Relaxed) == with;
        assert!(
            is_one,
            "attempted to use a condition variable with more than one mutex"
        );
        self.with.store(with, Relaxed);
    }
}

impl Default for Condvar {
    #[track_caller]
    fn default() -> Condvar {
        Condvar::new()
    }
}
