use std::panic::Location;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::Result;

use crate::model::TaskId;
use crate::model::access::{Key, Mode};
use crate::model::op::Op;
use crate::model::pending::Pending;
use crate::schedule::ends::Seen;
use crate::schedule::engine::{pick, reach, with_run};

/// The identity of a task within its schedule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ThreadId(pub(super) TaskId);

/// A task, to unpark it.
#[derive(Clone, Debug)]
pub struct Thread {
    pub(super) id: ThreadId,
    name: Option<Arc<str>>,
}

impl Thread {
    pub(super) fn new(task: TaskId, name: Option<String>) -> Thread {
        Thread { id: ThreadId(task), name: name.map(Arc::from) }
    }

    /// The task's identity.
    pub fn id(&self) -> ThreadId {
        self.id
    }

    /// The name given with [`Builder::name`](super::Builder::name); "main" for the program.
    pub fn name(&self) -> Option<&str> {
        match (&self.name, self.id) {
            (None, ThreadId(0)) => Some("main"),
            (name, _) => name.as_deref(),
        }
    }

    /// Lets the task's next or current [`park`](super::park) end.
    #[track_caller]
    pub fn unpark(&self) {
        let at = Location::caller();
        if reach(at, |_| Pending::Ready) {
            let task = self.id.0;
            with_run(|run| {
                run.touch(Key::Token(task), Mode::Changes);
                if let Some(task) = run.tasks.get_mut(task) {
                    task.unparked = true;
                }
                run.change();
                run.record(None, Op::Unpark(task), at);
            });
        }
    }
}

/// The task that runs.
///
/// # Panics
///
/// Outside of an explored program.
pub fn current() -> Thread {
    with_run(|run| {
        let name = run.task().name.clone();
        Thread::new(run.current, name)
    })
    .unwrap_or_else(nothing_explored)
}

#[track_caller]
pub(super) fn is_finished(task: TaskId) -> bool {
    let at = Location::caller();
    reach(at, |_| Pending::Ready);
    let Some(seen) = with_run(|run| run.looks_for_the_end(task, at)) else {
        return true;
    };
    let has_ended = match seen {
        Seen::Runs => false,
        Seen::Ended => true,
        Seen::MayEnd => pick(2) == 0,
    };
    with_run(|run| run.finds_the_end(task, has_ended, at));
    has_ended
}

/// Waits until the task has ended.
///
/// # Errors
///
/// What it panicked with.
pub(super) fn join<T>(
    task: TaskId,
    returned: &Returned<T>,
    at: &'static Location<'static>,
) -> Result<T> {
    reach(at, |_| Pending::Join(task));
    with_run(|run| run.touch(Key::End(task), Mode::Follows));
    returned.take().ok_or_else(|| {
        let payload = with_run(|run| {
            run.finds_panic(task, at);
            run.hears_of(task, UNKNOWN)
        });
        let payload = payload.flatten();
        payload.unwrap_or_else(|| {
            Box::new("the schedule was stopped before the task ended")
        })
    })
}

/// What a task panicked with, as an unwrap shows it.
pub(super) const UNKNOWN: &str = "Any { .. }";

/// What a task returned, once it has ended.
pub(super) struct Returned<T>(Arc<Mutex<Option<T>>>);

impl<T> Returned<T> {
    pub(super) fn set(&self, value: T) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(value);
    }

    fn take(&self) -> Option<T> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    /// Whether there is a handle to join the task by.
    pub(super) fn is_wanted(&self) -> bool {
        Arc::strong_count(&self.0) > 1
    }
}

impl<T> Clone for Returned<T> {
    fn clone(&self) -> Returned<T> {
        Returned(Arc::clone(&self.0))
    }
}

impl<T> Default for Returned<T> {
    fn default() -> Returned<T> {
        Returned(Arc::new(Mutex::new(None)))
    }
}

#[track_caller]
pub(super) fn nothing_explored<T>() -> T {
    panic!("explore::thread works only inside an explored program")
}
