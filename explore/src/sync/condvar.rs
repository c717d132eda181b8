use std::panic::Location;
use std::sync::LockResult;
use std::time::Duration;

use super::mutex::MutexGuard;
use super::real::wrap;
use crate::model::Moment;
use crate::model::access::{Key, Mode};
use crate::model::condvar;
use crate::model::handle::Handle;
use crate::model::object::Kind;
use crate::model::op::Op;
use crate::model::pending::Pending;
use crate::schedule::engine::{is_exploring, pick, reach, reach_object, with_run};
use crate::time::{in_a_while, later, now};

/// Like [`std::sync::Condvar`], but that a waiter never wakes by itself. Which waiter
/// [`notify_one`](Condvar::notify_one) wakes is left open: each is a schedule.
#[derive(Debug)]
pub struct Condvar {
    handle: Handle,
}

impl Condvar {
    /// A condition variable that nobody waits on.
    #[track_caller]
    pub const fn new() -> Condvar {
        Condvar { handle: Handle::new(Kind::Condvar) }
    }

    /// Unlocks the mutex, waits for a notification and locks it again.
    ///
    /// # Errors
    ///
    /// If a holder of the mutex panicked. The error holds the guard.
    ///
    /// # Panics
    ///
    /// Outside of an explored program.
    #[track_caller]
    pub fn wait<'a, T>(
        &self,
        guard: MutexGuard<'a, T>,
    ) -> LockResult<MutexGuard<'a, T>> {
        let at = Location::caller();
        wrap(self.wait_at(guard, None, at), |(guard, _)| guard)
    }

    /// Waits as long as the condition holds.
    ///
    /// # Errors
    ///
    /// If a holder of the mutex panicked. The error holds the guard.
    ///
    /// # Panics
    ///
    /// Outside of an explored program.
    #[track_caller]
    pub fn wait_while<'a, T, F>(
        &self,
        mut guard: MutexGuard<'a, T>,
        mut condition: F,
    ) -> LockResult<MutexGuard<'a, T>>
    where
        F: FnMut(&mut T) -> bool,
    {
        while condition(guard.value_mut()) {
            guard = self.wait(guard)?;
        }
        Ok(guard)
    }

    /// Like [`wait`](Condvar::wait), but ends after a while on the clock of the
    /// schedule.
    ///
    /// # Errors
    ///
    /// If a holder of the mutex panicked. The error holds the guard.
    ///
    /// # Panics
    ///
    /// Outside of an explored program.
    #[track_caller]
    pub fn wait_timeout<'a, T>(
        &self,
        guard: MutexGuard<'a, T>,
        timeout: Duration,
    ) -> LockResult<(MutexGuard<'a, T>, WaitTimeoutResult)> {
        self.wait_at(guard, Some(timeout), Location::caller())
    }

    /// Like [`wait_timeout`](Condvar::wait_timeout), in milliseconds. Returns whether
    /// there was a notification.
    ///
    /// # Errors
    ///
    /// If a holder of the mutex panicked. The error holds the guard.
    ///
    /// # Panics
    ///
    /// Outside of an explored program.
    #[deprecated(note = "replaced by `wait_timeout`")]
    #[track_caller]
    pub fn wait_timeout_ms<'a, T>(
        &self,
        guard: MutexGuard<'a, T>,
        milliseconds: u32,
    ) -> LockResult<(MutexGuard<'a, T>, bool)> {
        let timeout = Duration::from_millis(milliseconds.into());
        let waited = self.wait_at(guard, Some(timeout), Location::caller());
        wrap(waited, |(guard, late)| (guard, !late.timed_out()))
    }

    /// Waits as long as the condition holds, and for a while at most.
    ///
    /// # Errors
    ///
    /// If a holder of the mutex panicked. The error holds the guard.
    ///
    /// # Panics
    ///
    /// Outside of an explored program.
    #[track_caller]
    pub fn wait_timeout_while<'a, T, F>(
        &self,
        mut guard: MutexGuard<'a, T>,
        timeout: Duration,
        mut condition: F,
    ) -> LockResult<(MutexGuard<'a, T>, WaitTimeoutResult)>
    where
        F: FnMut(&mut T) -> bool,
    {
        let until = in_a_while(timeout);
        loop {
            if !condition(guard.value_mut()) {
                return Ok((guard, WaitTimeoutResult(false)));
            }
            let left = until.map_or(timeout, |until| until.saturating_sub(now()));
            if left.is_zero() {
                return Ok((guard, WaitTimeoutResult(true)));
            }
            guard = self.wait_timeout(guard, left)?.0;
        }
    }

    /// Wakes one waiter, if there is one.
    #[track_caller]
    pub fn notify_one(&self) {
        notify(&self.handle, Location::caller(), condvar::Condvar::notify_one);
    }

    /// Wakes all waiters.
    #[track_caller]
    pub fn notify_all(&self) {
        notify(&self.handle, Location::caller(), condvar::Condvar::notify_all);
    }

    fn wait_at<'a, T>(
        &self,
        guard: MutexGuard<'a, T>,
        timeout: Option<Duration>,
        at: &'static Location<'static>,
    ) -> LockResult<(MutexGuard<'a, T>, WaitTimeoutResult)> {
        reach_wait(&self.handle, at);
        let mutex = guard.release();
        let until = |now| timeout.and_then(|timeout| later(now, timeout));
        let notified = wait(&self.handle, mutex.handle(), &until, at);
        let result = WaitTimeoutResult(!notified);
        wrap(mutex.guard(at), |guard| (guard, result))
    }
}

/// The current task comes to a wait.
///
/// # Panics
///
/// Outside of an explored program.
pub(crate) fn reach_wait(condvar: &Handle, at: &'static Location<'static>) {
    assert!(is_exploring(), "Condvar::wait works only inside an explored program");
    reach_object(condvar, at);
}

/// Unlocks the modelled mutex, waits until the moment that comes of the current one, and
/// locks it again. Returns whether a notification came before the time was over.
pub(crate) fn wait(
    condvar: &Handle,
    mutex: &Handle,
    until: &dyn Fn(Moment) -> Option<Moment>,
    at: &'static Location<'static>,
) -> bool {
    let waits = with_run(|run| {
        let (condvar, mutex) = (run.object(condvar), run.object(mutex));
        let task = run.current;
        let (_, gives) = run.mutex_mut(mutex).unlock();
        let waits = run.condvar_mut(condvar).wait(task);
        run.touch(Key::Object(condvar), waits);
        run.touch(Key::Object(mutex), gives);
        run.record(Some(condvar), Op::WaitOn { mutex }, at);
        (condvar, mutex, until(run.now))
    });
    let Some((condvar, mutex, until)) = waits else { return true };
    reach(at, |_| Pending::Wake { condvar, mutex, until });
    let may_be_late =
        with_run(|run| run.condvar(condvar).may_be_late(run.current, until));
    let is_late = may_be_late == Some(true) && pick(2) == 1;
    let notified = with_run(|run| {
        let task = run.current;
        let (notified, wakes) = run.condvar_mut(condvar).wake(task, is_late);
        let (_, takes) = run.mutex_mut(mutex).lock(task);
        run.touch(Key::Object(condvar), wakes);
        run.touch(Key::Object(mutex), takes);
        run.record(Some(condvar), Op::Wake { mutex, notified }, at);
        notified
    });
    notified != Some(false)
}

/// Notifies so. Returns how many waited whom nothing had woken.
pub(crate) fn notify(
    condvar: &Handle,
    at: &'static Location<'static>,
    notify: fn(&mut condvar::Condvar, Moment) -> (Op, Mode),
) -> usize {
    if !reach_object(condvar, at) {
        return 0;
    }
    let asleep = with_run(|run| {
        let condvar = run.object(condvar);
        let now = run.now;
        let asleep = run.condvar(condvar).asleep();
        let did = notify(run.condvar_mut(condvar), now);
        run.did(condvar, did, at);
        if did.1 == Mode::Changes {
            run.change();
        }
        asleep
    });
    asleep.unwrap_or(0)
}

impl Default for Condvar {
    #[track_caller]
    fn default() -> Condvar {
        Condvar::new()
    }
}

/// Like [`std::sync::WaitTimeoutResult`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WaitTimeoutResult(bool);

impl WaitTimeoutResult {
    /// Whether the wait ended without a notification.
    pub fn timed_out(&self) -> bool {
        self.0
    }
}
