//! Who may go on, and what the others wait for.

use super::run::Run;
use super::task::Task;
use crate::model::object::{Model, Once, Readers};
use crate::model::op::Wait;
use crate::model::pending::Pending;
use crate::model::{ObjectId, ScopeId, TaskId};

impl Run {
    pub(crate) fn is_enabled(&self, task: TaskId) -> bool {
        match self.tasks[task].pending {
            Pending::Start | Pending::Ready => true,
            Pending::Spin(changes) => self.changes != changes,
            Pending::Lock(mutex) => self.holder(mutex).is_none(),
            Pending::LockToRead(lock) => {
                matches!(&self.objects[lock].model,
                    Model::RwLock(lock) if lock.lets_read())
            }
            Pending::LockToWrite(lock) => {
                // That a writer begins to wait for readers is a step, which readers see.
                matches!(&self.objects[lock].model, Model::RwLock(lock)
                    if lock.is_free()
                        || lock.writer.is_none() && !lock.waiting.contains(&task))
            }
            Pending::Wake { condvar, mutex, until } => {
                (self.may_wake(condvar, task) || self.is_over(until))
                    && self.holder(mutex).is_none()
            }
            Pending::Barrier { barrier, generation } => {
                matches!(&self.objects[barrier].model,
                    Model::Barrier { generation: now, .. } if *now != generation)
            }
            Pending::Initialize(once) => !matches!(
                &self.objects[once].model,
                Model::Once { state: Once::Running(_) }
            ),
            Pending::Initialized(once) => {
                matches!(
                    &self.objects[once].model,
                    Model::Once { state: Once::Done }
                )
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
                matches!(
                    self.objects[parker].model,
                    Model::Parker { unparked: true }
                ) || self.is_over(until)
            }
            Pending::Group(group) => {
                matches!(self.objects[group].model, Model::WaitGroup { members: 0 })
            }
            Pending::Join(task) => self.tasks[task].pending == Pending::End,
            Pending::Scope(scope) => self.open_tasks(scope).next().is_none(),
            Pending::Sleep(until) => self.now >= until,
            Pending::Await => self.tasks[task].is_woken(),
            Pending::End => false,
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
            Pending::LockToRead(lock) => (Some(lock), self.waits_to_read(lock)),
            Pending::LockToWrite(lock) => (Some(lock), self.waits_for_lock(lock)),
            Pending::Wake { condvar, mutex, .. } => {
                if self.may_wake(condvar, task) {
                    (Some(mutex), self.waits_for_lock(mutex))
                } else {
                    (Some(condvar), Wait::Notification)
                }
            }
            Pending::Barrier { barrier, .. } => (Some(barrier), Wait::Barrier),
            Pending::Initialize(once) => match self.objects[once].model {
                Model::Once { state: Once::Running(by) } => {
                    (Some(once), Wait::Initialization { by: Some(by) })
                }
                _ => return None,
            },
            Pending::Initialized(once) => {
                let by = match self.objects[once].model {
                    Model::Once { state: Once::Running(by) } => Some(by),
                    Model::Once { state: Once::Done } => return None,
                    _ => None,
                };
                (Some(once), Wait::Initialization { by })
            }
            Pending::Select { arms, .. } => match self.arms[arms.range()] {
                [arm] => (Some(arm.channel), arm.wait()),
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
                if self.is_enabled(task) && self.awaits_nothing(task) =>
            {
                return None;
            }
            Pending::Await => self.awaits(task),
            Pending::Spin(_) if self.polls.is_some() => (None, Wait::Waker),
            Pending::Start
            | Pending::Ready
            | Pending::Spin(_)
            | Pending::Met { .. }
            | Pending::End => return None,
        })
    }

    pub(crate) fn waits_for_lock(&self, lock: ObjectId) -> Wait {
        match &self.objects[lock].model {
            Model::Mutex { holder } => Wait::Lock { holder: *holder },
            Model::RwLock(lock) => match (lock.writer, lock.readers.first()) {
                (None, Some(&reader)) => Wait::Readers { reader },
                (holder, _) => Wait::Lock { holder },
            },
            _ => Wait::Lock { holder: None },
        }
    }

    fn waits_to_read(&self, lock: ObjectId) -> Wait {
        match &self.objects[lock].model {
            Model::RwLock(Readers { writer: None, waiting, .. })
                if !waiting.is_empty() =>
            {
                Wait::Writer { writer: Some(waiting[0]) }
            }
            _ => self.waits_for_lock(lock),
        }
    }

    pub(crate) fn holder(&self, mutex: ObjectId) -> Option<TaskId> {
        match self.objects[mutex].model {
            Model::Mutex { holder } => holder,
            _ => None,
        }
    }

    fn may_wake(&self, condvar: ObjectId, task: TaskId) -> bool {
        matches!(&self.objects[condvar].model,
            Model::Condvar(waiters) if waiters.may_wake(task))
    }

    fn open_tasks(&self, scope: ScopeId) -> impl Iterator<Item = TaskId> {
        let open = move |task: &Task| {
            task.scope == Some(scope) && task.pending != Pending::End
        };
        (0..self.tasks.len()).filter(move |&task| open(&self.tasks[task]))
    }
}
