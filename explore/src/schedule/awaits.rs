//! What async tasks wait for.

use std::panic::Location;
use std::sync::Arc;

use super::run::Run;
use super::task::Task;
use crate::model::op::{Wait, Waking};
use crate::model::pending::Pending;
use crate::model::{ObjectId, TaskId};

impl Run {
    /// The current task awaits this, perhaps among other things.
    pub(crate) fn awaits_for(
        &mut self,
        object: Option<ObjectId>,
        wait: Wait,
        at: &'static Location<'static>,
    ) {
        let task = self.task();
        let Some(polled) = &mut task.polled else { return };
        polled.parts.waits(object.filter(|_| wait == Wait::Message), at);
        polled.awaits.push((object, wait));
        let is_first = polled.awaits.len() == 1;
        if is_first {
            task.at = at;
        }
        if let Some(stacks) = &mut self.stacks {
            stacks.waits(self.current, at);
            if is_first {
                stacks.reaches(self.current);
            }
        }
    }

    /// The current task has dropped a future that awaited this in the same poll.
    pub(crate) fn awaits_no_more(&mut self, object: Option<ObjectId>, wait: Wait) {
        self.forgets_wait(|one| *one == (object, wait));
    }

    /// The same of one that is polled by hand, which awaits nothing else of the object.
    pub(crate) fn awaits_nothing_of(&mut self, object: ObjectId) {
        self.forgets_wait(|(awaited, _)| *awaited == Some(object));
    }

    fn forgets_wait(&mut self, is_it: impl Fn(&(Option<ObjectId>, Wait)) -> bool) {
        let Some(polled) = &mut self.task().polled else { return };
        if let Some(place) = polled.awaits.iter().rposition(is_it) {
            polled.awaits.remove(place);
        }
    }

    /// The first thing that the task awaits.
    pub(crate) fn awaits(&self, task: TaskId) -> (Option<ObjectId>, Wait) {
        let polled = self.tasks[task].polled.as_ref();
        match polled.and_then(|polled| polled.awaits.first()) {
            Some(&(Some(lock), Wait::Lock { .. })) => {
                (Some(lock), self.waits_for_lock(lock))
            }
            Some(&(Some(lock), Wait::Writer { .. })) => {
                (Some(lock), self.awaits_to_read(lock))
            }
            Some(&first) => first,
            None => {
                // The task itself has one, and so has who polls it.
                let kept = match polled {
                    Some(polled) if Arc::strong_count(&polled.flag) == 2 => {
                        Waking::Forgotten
                    }
                    _ => Waking::Kept,
                };
                (None, Wait::Waker(kept))
            }
        }
    }

    /// Tokio's lock gives everyone their turn: while it is read, one who wants to read
    /// waits for a writer that came first.
    fn awaits_to_read(&self, lock: ObjectId) -> Wait {
        let writes = |&(object, wait): &(Option<ObjectId>, Wait)| {
            object == Some(lock) && matches!(wait, Wait::Lock { .. })
        };
        let wants_to_write = |task: &Task| {
            let mut polled = task.polled.iter();
            polled.any(|polled| polled.awaits.iter().any(writes))
        };
        let writer = self.tasks.iter().position(wants_to_write);
        match self.waits_for_lock(lock) {
            Wait::Readers { .. } if writer.is_some() => Wait::Writer { writer },
            wait => wait,
        }
    }

    /// Whether the task was not polled since it was started.
    pub(crate) fn awaits_nothing(&self, task: TaskId) -> bool {
        let polled = self.tasks[task].polled.as_ref();
        polled.is_none_or(|polled| polled.awaits.is_empty())
    }

    /// What the task awaits besides.
    pub(crate) fn awaits_too(&self, task: TaskId) -> Vec<(Option<ObjectId>, Wait)> {
        let polled = self.tasks[task].polled.as_ref();
        let awaits = self.tasks[task].pending == Pending::Await;
        let others = polled.filter(|_| awaits).and_then(|p| p.awaits.get(1..));
        others.unwrap_or_default().to_vec()
    }
}
