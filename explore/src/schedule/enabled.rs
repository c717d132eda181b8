//! Who may go on, and what the others wait for.

use super::run::Run;
use super::task::Task;
use crate::model::arms::{Arm, Side};
use crate::model::hold::Hold;
use crate::model::object::Model;
use crate::model::op::{Wait, Waking};
use crate::model::pending::Pending;
use crate::model::{ObjectId, ScopeId, TaskId};

impl Run {
    #[inline]
    pub(crate) fn is_enabled(&self, task: TaskId) -> bool {
        match self.tasks[task].pending {
            Pending::Start | Pending::Ready => true,
            Pending::Lock(mutex) => self.mutex(mutex).is_free(),
            Pending::Join(task) => self.tasks[task].pending.is_end(),
            Pending::End => false,
            _ => self.has_come_to_pass(task),
        }
    }

    /// Whether that has happened which the task waits for, if it is none of the usual.
    #[inline(never)]
    fn has_come_to_pass(&self, task: TaskId) -> bool {
        match self.tasks[task].pending {
            Pending::Spin(changes) => self.changes != changes,
            Pending::LockToRead(lock) => self.rwlock(lock).lets_read(),
            Pending::LockToWrite(lock) => self.rwlock(lock).lets_write(task),
            Pending::Hold { lock, hold, until } => {
                self.is_over(until) || self.lets_begin(lock, hold, task)
            }
            Pending::Wake { condvar, mutex, until } => {
                (self.condvar(condvar).may_wake(task) || self.is_over(until))
                    && self.mutex(mutex).is_free()
            }
            Pending::Barrier { barrier, generation } => {
                self.barrier(barrier).let_go(generation)
            }
            Pending::Initialize(once) => self.once(once).lets_enter(),
            Pending::Initialized { once, or_poisoned } => {
                self.once(once).lets_go(or_poisoned)
            }
            Pending::Select { arms, until, .. } => {
                self.is_over(until) || self.ready(task, arms).next().is_some()
            }
            Pending::Met { .. } => true,
            Pending::Take { arrived, .. } => arrived,
            Pending::Park(until) => {
                self.tasks[task].unparked || self.is_over(until)
            }
            Pending::Parker { parker, until } => {
                self.parker(parker).is_unparked() || self.is_over(until)
            }
            Pending::Group(group) => self.wait_group(group).is_empty(),
            Pending::Scope(scope) => self.open_tasks(scope).next().is_none(),
            Pending::Sleep(until) => self.is_over(until),
            Pending::Await => self.tasks[task].is_woken() && self.may_poll(task),
            Pending::Turn => self.may_poll(task),
            // The usual.
            Pending::Start
            | Pending::Ready
            | Pending::Lock(_)
            | Pending::Join(_)
            | Pending::End => false,
        }
    }

    /// What the task waits for, if it cannot go on.
    pub(crate) fn waits_for(
        &self,
        task: TaskId,
    ) -> Option<(Option<ObjectId>, Wait)> {
        if self.is_enabled(task) && !self.is_blocked() {
            return None;
        }
        Some(match self.tasks[task].pending {
            Pending::Lock(mutex) => (Some(mutex), self.waits_for_lock(mutex)),
            Pending::LockToRead(lock) => {
                (Some(lock), self.rwlock(lock).waits_to_read())
            }
            Pending::LockToWrite(lock) => (Some(lock), self.waits_for_lock(lock)),
            Pending::Hold { lock, hold, .. } => {
                (Some(lock), self.waits_to_hold(lock, hold, task))
            }
            Pending::Wake { condvar, mutex, .. } => {
                if self.condvar(condvar).may_wake(task) {
                    (Some(mutex), self.waits_for_lock(mutex))
                } else {
                    (Some(condvar), Wait::Notification)
                }
            }
            Pending::Barrier { barrier, .. } => (Some(barrier), Wait::Barrier),
            Pending::Initialize(once) | Pending::Initialized { once, .. } => {
                (Some(once), self.once(once).waits())
            }
            Pending::Select { arms, .. } => match self.arms[arms.range()] {
                [arm] => (Some(arm.channel), self.waits_at(arm)),
                _ => (None, Wait::Select(arms)),
            },
            Pending::Take { channel, .. } => (Some(channel), Wait::Message),
            Pending::Park(_) => (None, Wait::Unpark),
            Pending::Parker { parker, .. } => (Some(parker), Wait::Unpark),
            Pending::Group(group) => (Some(group), Wait::Group),
            Pending::Join(task) => (None, Wait::Join(task)),
            Pending::Scope(scope) => {
                let mut open = self.open_tasks(scope);
                match (open.next(), open.next()) {
                    (Some(only), None) => (None, Wait::Join(only)),
                    _ => (None, Wait::Scope),
                }
            }
            Pending::Sleep(_) => (None, Wait::Time),
            // One that could go on, but for the task that blocks all.
            Pending::Await
                if self.tasks[task].is_woken() && self.awaits_nothing(task) =>
            {
                return None;
            }
            Pending::Await => self.awaits(task),
            Pending::Spin(_) if self.polls.is_some() => {
                (None, Wait::Waker(Waking::Kept))
            }
            Pending::Start
            | Pending::Ready
            | Pending::Spin(_)
            | Pending::Met { .. }
            | Pending::Turn
            | Pending::End => return None,
        })
    }

    fn waits_at(&self, arm: Arm) -> Wait {
        match self.channel(arm.channel).fires_no_more() {
            Some(has_fired) if arm.side == Side::Receives => {
                Wait::Timer { has_fired }
            }
            _ => arm.wait(),
        }
    }

    pub(crate) fn waits_for_lock(&self, lock: ObjectId) -> Wait {
        match &self.objects[lock].model {
            Model::Mutex(mutex) => mutex.waits(),
            Model::RwLock(lock) => lock.waits_to_write(),
            _ => Wait::Lock { holder: None },
        }
    }

    /// Whether the task can hold the lock so, or begin to wait for its readers.
    fn lets_begin(&self, lock: ObjectId, hold: Hold, task: TaskId) -> bool {
        match &self.objects[lock].model {
            Model::RwLock(lock) => lock.lets_begin(hold, task),
            _ => self.mutex(lock).is_free(),
        }
    }

    fn waits_to_hold(&self, lock: ObjectId, hold: Hold, task: TaskId) -> Wait {
        match &self.objects[lock].model {
            Model::RwLock(lock) => lock.waits_to_hold(hold, task),
            _ => self.mutex(lock).waits(),
        }
    }

    fn open_tasks(&self, scope: ScopeId) -> impl Iterator<Item = TaskId> {
        let open =
            move |task: &Task| task.scope == Some(scope) && !task.pending.is_end();
        (0..self.tasks.len()).filter(move |&task| open(&self.tasks[task]))
    }
}
