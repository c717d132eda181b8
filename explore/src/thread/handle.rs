use std::panic::Location;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::Result;

use crate::model::access::{Key, Mode};
use crate::model::op::Op;
use crate::model::pending::Pending;
use crate::model::{ScopeId, TaskId};
use crate::schedule::drops::on_stack;
use crate::schedule::ends::Seen;
use crate::schedule::engine::{
    announce, does, pick, reach, spawn, with_run, with_tasks,
};
use crate::schedule::heard::Payload;

/// The identity of a task within its schedule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ThreadId(pub(super) TaskId);

/// A task, to unpark it.
#[derive(Clone, Debug)]
pub struct Thread {
    pub(super) id: ThreadId,
    /// That which polls it, if it is an async task, unless that may be one or another.
    thread: Option<ThreadId>,
    name: Option<Arc<str>>,
}

impl Thread {
    fn new(task: TaskId, thread: Option<TaskId>, name: Option<String>) -> Thread {
        let thread = thread.map(ThreadId);
        Thread { id: ThreadId(task), thread, name: name.map(Arc::from) }
    }

    /// The identity of the thread. A task that may be polled on several has its own, and
    /// nothing is proven.
    pub fn id(&self) -> ThreadId {
        self.thread.unwrap_or_else(|| {
            with_run(|run| run.guesses = true);
            self.id
        })
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
        if announce(at, |_| self.id.0, |_, _| Pending::Ready) {
            let task = self.id.0;
            does(|run| {
                run.unparks(task);
                run.change();
                run.record(None, Op::Unpark(task), at);
            });
        }
    }
}

/// A task that is started, but for its stack.
///
/// # Panics
///
/// Outside of an explored program, and if there is a null byte in the name, as std does.
#[track_caller]
pub(super) fn started(
    name: Option<String>,
    scope: Option<ScopeId>,
    at: &'static Location<'static>,
) -> Thread {
    let has_null = name.as_ref().is_some_and(|name| name.contains('\0'));
    assert!(!has_null, "thread name may not contain interior null bytes");
    let task = spawn(name.as_deref(), scope, at).unwrap_or_else(nothing_explored);
    Thread::new(task, Some(task), name)
}

/// The task that runs.
///
/// # Panics
///
/// Outside of an explored program.
pub fn current() -> Thread {
    with_tasks(|run| {
        let name = run.task().name.clone();
        Thread::new(run.current, run.thread_of(run.current), name)
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
    returned: Returned<T>,
    at: &'static Location<'static>,
) -> Result<T> {
    follow(task, at);
    returned.value().ok_or_else(|| panic_of(task, at))
}

/// Waits until the task has ended.
fn follow(task: TaskId, at: &'static Location<'static>) {
    announce(at, |_| task, |_, task| Pending::Join(task));
    does(|run| {
        run.touch(Key::End(task), Mode::Follows);
        run.tasks[task].is_joined = true;
    });
}

/// What the task panicked with.
fn panic_of(task: TaskId, at: &'static Location<'static>) -> Payload {
    let payload = with_run(|run| {
        run.finds_panic(task, at);
        run.hears_of(task, UNKNOWN)
    });
    let stopped = "the schedule was stopped before the task ended";
    payload.flatten().unwrap_or_else(|| Box::new(stopped))
}

/// What a task panicked with, as an unwrap shows it.
pub(super) const UNKNOWN: &str = "Any { .. }";

/// What a task returned, once it has ended.
pub(super) struct Returned<T>(Arc<Mutex<Option<T>>>);

impl<T> Returned<T> {
    /// What this will return, what runs it and keeps that, and whether there is somebody
    /// left who joins. All that it owns lies on the stack of its task.
    pub(super) fn by(
        body: impl FnOnce() -> T,
    ) -> (Returned<T>, impl FnMut(), impl Fn() -> bool) {
        let returned = Arc::new(Mutex::new(None));
        let wanted = Arc::downgrade(&returned);
        let mut left = Some((body, Arc::clone(&returned)));
        let run = move || {
            if let Some((body, returns)) = left.take() {
                let value = on_stack(body)();
                *returns.lock().unwrap_or_else(PoisonError::into_inner) =
                    Some(value);
            }
        };
        (Returned(returned), run, move || wanted.strong_count() > 0)
    }

    /// That of a task that has ended: nobody else owns it any more.
    fn value(self) -> Option<T> {
        Arc::into_inner(self.0)?
            .into_inner()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

#[track_caller]
pub(super) fn nothing_explored<T>() -> T {
    panic!("explore::thread works only inside an explored program")
}
