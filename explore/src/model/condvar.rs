//! How a condition variable is modelled. Which waiter a `notify_one` wakes is decided when
//! one of those who waited at that moment goes on: every choice is a schedule. A
//! notification that comes when the time of a waiter is over may find it gone.

use super::access::Mode;
use super::op::Op;
use super::{Moment, TaskId};

/// Who waits on it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Condvar {
    waiting: Vec<TaskId>,
    /// The notifications that have woken nobody yet, the oldest first. Who may be woken by
    /// one may be woken by each that came later.
    signals: Vec<Signal>,
    /// Whether several waited at the same time.
    together: bool,
}

/// A notification.
#[derive(Clone, Debug)]
struct Signal {
    /// Those that it may wake.
    may: Vec<TaskId>,
    at: Moment,
}

impl Condvar {
    /// The task waits from now on.
    pub(crate) fn wait(&mut self, task: TaskId) -> Mode {
        self.together |= !self.waiting.is_empty();
        self.waiting.push(task);
        Mode::Changes
    }

    /// Notifies one of those that wait, if any does.
    pub(crate) fn notify_one(&mut self, now: Moment) -> (Op, Mode) {
        let woke = self.signal(now);
        (Op::NotifyOne { woke }, Condvar::notified(woke))
    }

    /// Notifies all that wait.
    pub(crate) fn notify_all(&mut self, now: Moment) -> (Op, Mode) {
        let mut woke = false;
        while self.signal(now) {
            woke = true;
        }
        (Op::NotifyAll { woke }, Condvar::notified(woke))
    }

    /// How many wait whom no notification wakes.
    pub(crate) fn asleep(&self) -> usize {
        self.waiting.len().saturating_sub(self.signals.len())
    }

    fn notified(woke: bool) -> Mode {
        if woke { Mode::Changes } else { Mode::Looks }
    }

    /// Returns whether there was a task to wake.
    fn signal(&mut self, at: Moment) -> bool {
        let asleep = self.asleep() > 0;
        if asleep {
            self.signals.push(Signal { may: self.waiting.clone(), at });
        }
        asleep
    }

    /// Whether a notification for one may ever have been for another.
    pub(crate) fn may_wake_another(&self) -> bool {
        self.together
    }

    /// Whether a notification may wake the task.
    pub(crate) fn may_wake(&self, task: TaskId) -> bool {
        self.oldest(task).is_some()
    }

    /// Whether the time of the task may have run out before it was notified.
    pub(crate) fn may_be_late(&self, task: TaskId, until: Option<Moment>) -> bool {
        let notified = self.oldest(task).map(|signal| self.signals[signal].at);
        notified.zip(until).is_some_and(|(notified, until)| notified >= until)
    }

    fn oldest(&self, task: TaskId) -> Option<usize> {
        self.signals.iter().position(|signal| signal.may.contains(&task))
    }

    /// Takes the oldest notification that may wake the task, which stops waiting.
    /// Returns whether there was one: if not, or if it is late, its time ran out.
    pub(crate) fn wake(&mut self, task: TaskId, is_late: bool) -> (bool, Mode) {
        self.waiting.retain(|&waiting| waiting != task);
        let signal = self.oldest(task).filter(|_| !is_late);
        if let Some(signal) = signal {
            self.signals.remove(signal);
        }
        // If it waits again, that is too late for the others.
        for signal in &mut self.signals {
            signal.may.retain(|&may| may != task);
        }
        // Who is late may leave more notifications than there are tasks to wake.
        let mut signals = self.signals.iter().enumerate();
        let lost = signals.position(|(older, signal)| signal.may.len() <= older);
        if let Some(lost) = lost {
            self.signals.remove(lost);
        }
        (signal.is_some(), Mode::Changes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Moment = Moment::ZERO;

    #[test]
    fn what_a_late_task_was_notified_of_is_not_kept_for_others() {
        let mut condvar = Condvar::default();
        condvar.wait(0);
        condvar.wait(1);
        condvar.notify_all(NOW);
        assert!(condvar.may_be_late(0, Some(NOW)));
        assert!(!condvar.wake(0, true).0);
        condvar.wait(2);
        assert!(condvar.may_wake(1) && !condvar.may_wake(2));
        condvar.notify_one(NOW);
        assert!(condvar.wake(1, false).0);
        assert!(condvar.wake(2, false).0);
    }

    #[test]
    fn who_was_notified_in_time_is_not_late() {
        let mut condvar = Condvar::default();
        condvar.wait(0);
        condvar.notify_one(NOW);
        assert!(!condvar.may_be_late(0, Some(NOW + Moment::from_nanos(1))));
        assert!(!condvar.may_be_late(0, None));
    }
}
