//! Tasks in place of threads, with the API of [`std::thread`].

mod scope;

use std::fmt;
use std::io;
use std::panic::Location;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use crate::access::{Key, Mode};
use crate::engine::{reach, run_body, spawn as spawn_task, with_run, yields};
use crate::op::Op;
use crate::run::{Pending, Run, TaskId};
use crate::time::later;

pub use crate::locals::{AccessError, LocalKey};
pub use scope::{Scope, ScopedJoinHandle, scope};
pub use std::thread::{Result, panicking};

/// Starts a task. It is named "task" and its number, in the order of starting.
///
/// # Panics
///
/// Outside of an explored program.
#[track_caller]
pub fn spawn<F, T>(body: F) -> JoinHandle<T>
where
    F: FnOnce() -> T + Send + 'static,
    T: Send + 'static,
{
    Builder::new().start(body)
}

/// Starts a task with a name.
#[derive(Debug, Default)]
pub struct Builder {
    name: Option<String>,
}

impl Builder {
    /// A task like that of [`spawn`].
    pub fn new() -> Builder {
        Builder::default()
    }

    /// Names the task, in the record too.
    pub fn name(mut self, name: String) -> Builder {
        self.name = Some(name);
        self
    }

    /// Accepted and ignored: all tasks have 256 KiB.
    pub fn stack_size(self, _bytes: usize) -> Builder {
        self
    }

    /// Starts the task.
    ///
    /// # Errors
    ///
    /// None.
    ///
    /// # Panics
    ///
    /// Outside of an explored program.
    #[track_caller]
    pub fn spawn<F, T>(self, body: F) -> io::Result<JoinHandle<T>>
    where
        F: FnOnce() -> T + Send + 'static,
        T: Send + 'static,
    {
        Ok(self.start(body))
    }

    /// Starts a task that ends before the scope does.
    ///
    /// # Errors
    ///
    /// None.
    ///
    /// # Panics
    ///
    /// Outside of an explored program.
    #[track_caller]
    pub fn spawn_scoped<'scope, F, T>(
        self,
        scope: &'scope Scope<'scope, '_>,
        body: F,
    ) -> io::Result<ScopedJoinHandle<'scope, T>>
    where
        F: FnOnce() -> T + Send + 'scope,
        T: Send + 'scope,
    {
        Ok(scope.start(self.name, body, Location::caller()))
    }

    /// Not modelled: a task that borrows is started in a [`scope`].
    ///
    /// # Errors
    ///
    /// None.
    pub fn spawn_unchecked<F, T>(self, _body: F) -> io::Result<JoinHandle<T>>
    where
        F: FnOnce() -> T + Send + OutlivesItsThread,
        T: Send,
    {
        panic!("nobody can call this")
    }

    #[track_caller]
    fn start<F, T>(self, body: F) -> JoinHandle<T>
    where
        F: FnOnce() -> T + Send + 'static,
        T: Send + 'static,
    {
        let returned = Returned::default();
        let returns = returned.clone();
        let body = move || run_body(move || returns.set(body()));
        let task = spawn_task(self.name.clone(), None, Location::caller())
            .unwrap_or_else(nothing_explored);
        stacks::add(body);
        JoinHandle { thread: Thread::new(task, self.name), returned }
    }
}

/// Nothing has it.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "not modelled: `spawn_unchecked`",
    label = "a task that may outlive what it borrows is not explored",
    note = "start it with `spawn_scoped`, in a `std::thread::scope`"
)]
pub trait OutlivesItsThread {}

/// A handle to a task, to wait for its end.
pub struct JoinHandle<T> {
    thread: Thread,
    returned: Returned<T>,
}

impl<T> JoinHandle<T> {
    /// Waits until the task has ended and returns what it returned.
    ///
    /// # Errors
    ///
    /// None: a panic that leaves a task ends the schedule.
    #[track_caller]
    pub fn join(self) -> Result<T> {
        join(self.thread.id.0, Location::caller());
        self.returned.take()
    }

    /// The task's handle, to unpark it.
    pub fn thread(&self) -> &Thread {
        &self.thread
    }

    /// Whether the task has ended.
    #[track_caller]
    pub fn is_finished(&self) -> bool {
        is_finished(self.thread.id.0)
    }
}

impl<T> fmt::Debug for JoinHandle<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("JoinHandle").finish_non_exhaustive()
    }
}

/// The identity of a task within its schedule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ThreadId(TaskId);

/// A task, to unpark it.
#[derive(Clone, Debug)]
pub struct Thread {
    id: ThreadId,
    name: Option<Arc<str>>,
}

impl Thread {
    fn new(task: TaskId, name: Option<String>) -> Thread {
        Thread { id: ThreadId(task), name: name.map(Arc::from) }
    }

    /// The task's identity.
    pub fn id(&self) -> ThreadId {
        self.id
    }

    /// The name given with [`Builder::name`]; "main" for the program.
    pub fn name(&self) -> Option<&str> {
        match (&self.name, self.id) {
            (None, ThreadId(0)) => Some("main"),
            (name, _) => name.as_deref(),
        }
    }

    /// Lets the task's next or current [`park`] end.
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

/// Waits until another task calls [`Thread::unpark`], or has done so since the last
/// park. It does not wake by itself, which std allows.
#[track_caller]
pub fn park() {
    park_until(None, Location::caller());
}

/// Like [`park`], but ends after a while on the clock of the schedule.
#[track_caller]
pub fn park_timeout(timeout: Duration) {
    park_until(Some(timeout), Location::caller());
}

fn park_until(timeout: Option<Duration>, at: &'static Location<'static>) {
    let pending = |run: &mut Run| {
        Pending::Park(timeout.and_then(|timeout| later(run.now, timeout)))
    };
    if reach(at, pending) {
        with_run(|run| {
            run.touch(Key::Token(run.current), Mode::Changes);
            if std::mem::take(&mut run.task().unparked) {
                run.record(None, Op::IsUnparked, at);
            }
        });
    }
}

/// Lets other tasks go first. A task that yields again on the same line although
/// nothing has changed waits until something has.
#[track_caller]
pub fn yield_now() {
    yield_at(Location::caller());
}

pub(crate) fn yield_at(at: &'static Location<'static>) {
    yields();
    let pending = with_run(|run| run.yields(at));
    // The first time, the choice is left to the next operation.
    if let Some(spin @ Pending::Spin(_)) = pending {
        reach(at, |_| spin);
        with_run(Run::rests);
    }
}

/// Waits on the clock of the schedule, which moves on only when no task can. A wait for
/// longer than the clock goes never ends.
#[track_caller]
pub fn sleep(duration: Duration) {
    let at = Location::caller();
    if reach(at, |run| Pending::Sleep(later(run.now, duration))) {
        with_run(|run| {
            run.task().rounds = 0;
            run.record(None, Op::Sleep, at);
        });
    }
}

/// Like [`sleep`], in milliseconds.
#[deprecated(note = "replaced by `std::thread::sleep`")]
#[track_caller]
pub fn sleep_ms(milliseconds: u32) {
    sleep(Duration::from_millis(milliseconds.into()));
}

/// Like [`park_timeout`], in milliseconds.
#[deprecated(note = "replaced by `std::thread::park_timeout`")]
#[track_caller]
pub fn park_timeout_ms(milliseconds: u32) {
    park_timeout(Duration::from_millis(milliseconds.into()));
}

/// How many tasks are reasonable: 2, whatever the machine.
///
/// # Errors
///
/// None.
pub fn available_parallelism() -> io::Result<std::num::NonZeroUsize> {
    Ok(const { std::num::NonZeroUsize::new(2).unwrap() })
}

#[track_caller]
fn is_finished(task: TaskId) -> bool {
    reach(Location::caller(), |_| Pending::Ready);
    let look = |run: &mut Run| {
        run.touch(Key::End(task), Mode::Looks);
        run.tasks[task].pending == Pending::End
    };
    with_run(look).unwrap_or(true)
}

/// Waits until the task has ended.
fn join(task: TaskId, at: &'static Location<'static>) {
    reach(at, |_| Pending::Join(task));
    with_run(|run| run.touch(Key::End(task), Mode::Follows));
}

/// What a task returned, once it has ended.
struct Returned<T>(Arc<Mutex<Option<T>>>);

impl<T> Returned<T> {
    fn set(&self, value: T) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(value);
    }

    fn take(&self) -> Result<T> {
        let mut value = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        value.take().ok_or_else(|| {
            Box::new("the schedule was stopped before the task ended") as _
        })
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
fn nothing_explored<T>() -> T {
    panic!("explore::thread works only inside an explored program")
}
