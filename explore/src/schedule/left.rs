//! What a program leaves behind when it has ended: tasks, and panics that nobody heard.

use super::run::Run;
use super::task::Task;
use crate::model::access::{Access, Key};
use crate::model::arms::Side;
use crate::model::pending::Pending;
use crate::model::{ObjectId, TaskId};

impl Run {
    /// No task can go on, for now. Whether that is the end: the program has ended, and its
    /// tasks may be left behind.
    pub(super) fn leaves_the_rest(&mut self) -> bool {
        let ends = |task: &Task| task.pending.is_end();
        let goes_on =
            (0..self.tasks.len()).filter(|&task| !ends(&self.tasks[task]));
        if !goes_on.clone().all(|task| self.may_stay(task)) {
            return false;
        }
        self.skips_orders |= goes_on.clone().any(|task| self.could_have_gone(task));
        self.left = goes_on.count();
        self.fail_by_what_nobody_heard();
        true
    }

    /// Whether the task that is left behind could perhaps have gone where another one went
    /// before it. What it waits for to the end is no step, so it races with none: a lock, say,
    /// that another one has taken. An await is a step. Nobody else can be unparked in its
    /// place, nor be notified where it waits alone, nor receive from a channel of its own.
    fn could_have_gone(&self, task: TaskId) -> bool {
        match self.tasks[task].pending {
            Pending::Await | Pending::Park(_) => false,
            Pending::Wake { condvar, until: None, .. } => {
                let condvar = self.condvar(condvar);
                // Else it has been notified, and waits for the lock.
                condvar.may_wake_another() || condvar.may_wake(task)
            }
            Pending::Select { arms, .. } => {
                let mut arms = self.arms[arms.range()].iter();
                arms.any(|arm| {
                    arm.side == Side::Sends || self.has_others(arm.channel, task)
                })
            }
            _ => true,
        }
    }

    /// Whether another task has received from the channel in this schedule, or would.
    fn has_others(&self, channel: ObjectId, task: TaskId) -> bool {
        let takes = |access: &Access| {
            access.key == Key::Received(channel) && access.mode.changes()
        };
        let would = |other: &Task| match other.pending {
            Pending::Select { arms, .. } => {
                self.arms[arms.range()].iter().any(|arm| arm.channel == channel)
            }
            _ => false,
        };
        let mut events = self.trace.events.iter();
        events.any(|event| {
            event.task != task && self.trace.accesses(event).iter().any(takes)
        }) || (0..self.tasks.len())
            .any(|other| other != task && would(&self.tasks[other]))
    }

    /// Whether the task may be left behind where it is, as the program has ended.
    pub(crate) fn may_stay(&self, task: TaskId) -> bool {
        let has_ended =
            self.tasks.first().is_some_and(|main| main.pending.is_end());
        has_ended && self.lets.stay.allows(self.tasks[task].at)
    }

    /// Whether a panic that nobody can look at any more has left the current task, and does
    /// not end the schedule here.
    pub(crate) fn waits_with_a_panic(&self) -> bool {
        let may_panic = self.lets.panic && self.current != 0;
        // One that comes before may be about to leave another task.
        may_panic || self.others_unwind()
    }

    /// The schedule is over: a panic that nobody has looked at fails it.
    pub(super) fn fail_by_what_nobody_heard(&mut self) {
        if self.lets.panic {
            // That of the program itself counts.
            self.unheard.retain(|one| one.of == 0);
        }
        if let Some(unheard) = self.first_panic(false) {
            self.fail(unheard);
        }
    }
}
