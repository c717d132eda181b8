//! How a condition variable is modelled. Which waiter a `notify_one` wakes is decided when
//! one of those who waited at that moment goes on: every choice is a schedule.

use super::TaskId;
use super::access::Mode;
use super::op::Op;

/// Who waits on it.
#[derive(Debug, Default)]
pub(crate) struct Condvar {
    waiting: Vec<TaskId>,
    /// For each notification that has woken nobody yet, those that it may wake.
    signals: Vec<Vec<TaskId>>,
}

impl Condvar {
    /// The task waits from now on.
    pub(crate) fn wait(&mut self, task: TaskId) -> Mode {
        self.waiting.push(task);
        Mode::Changes
    }

    /// Notifies one of those that wait, if any does.
    pub(crate) fn notify_one(&mut self) -> (Op, Mode) {
        let woke = self.signal();
        (Op::NotifyOne { woke }, Condvar::notified(woke))
    }

    /// Notifies all that wait.
    pub(crate) fn notify_all(&mut self) -> (Op, Mode) {
        let mut woke = false;
        while self.signal() {
            woke = true;
        }
        (Op::NotifyAll { woke }, Condvar::notified(woke))
    }

    fn notified(woke: bool) -> Mode {
        if woke { Mode::Changes } else { Mode::Looks }
    }

    /// Returns whether there was a task to wake.
    fn signal(&mut self) -> bool {
        let asleep = self.waiting.len() > self.signals.len();
        if asleep {
            self.signals.push(self.waiting.clone());
        }
        asleep
    }

    /// Whether a notification may wake the task.
    pub(crate) fn may_wake(&self, task: TaskId) -> bool {
        self.signals.iter().any(|signal| signal.contains(&task))
    }

    /// Takes the oldest notification that may wake the task, which stops waiting.
    /// Returns whether there was one: if not, its time ran out.
    pub(crate) fn wake(&mut self, task: TaskId) -> (bool, Mode) {
        self.waiting.retain(|&waiting| waiting != task);
        let signal = self.signals.iter().position(|may| may.contains(&task));
        if let Some(signal) = signal {
            self.signals.remove(signal);
        }
        // If it waits again, that is too late for the others.
        for signal in &mut self.signals {
            signal.retain(|&may| may != task);
        }
        (signal.is_some(), Mode::Changes)
    }
}
