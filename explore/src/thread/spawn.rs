use std::fmt;
use std::io;
use std::panic::Location;
use std::thread::Result;

use super::handle::{Returned, Thread, is_finished, join, started};
use super::scope::{Scope, ScopedJoinHandle};
use crate::schedule::schedules::run_body;
use crate::tasks::refuse;

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
    start(None, body, Location::caller())
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

    /// Accepted and ignored: all tasks have the same, 256 KiB unless
    /// [`set_stack_size`](crate::set_stack_size) says otherwise.
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
        Ok(start(self.name, body, Location::caller()))
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

    /// Not modelled: a task that borrows is started in a [`scope`](super::scope()).
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
}

fn start<T: 'static>(
    name: Option<String>,
    body: impl FnOnce() -> T + 'static,
    at: &'static Location<'static>,
) -> JoinHandle<T> {
    let thread = started(name, None, at);
    let (returned, mut body, is_wanted) = Returned::by(body);
    stacks::add(move || run_body(&mut body, &is_wanted));
    JoinHandle { thread, returned }
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
    /// What the task panicked with. A panic that is not looked at by a join fails the
    /// schedule.
    #[track_caller]
    pub fn join(self) -> Result<T> {
        join(self.thread.id.0, self.returned, Location::caller())
    }

    /// The task's handle, to unpark it.
    pub fn thread(&self) -> &Thread {
        &self.thread
    }

    /// Whether the task has ended. Of one that has done its last, each place in the source
    /// that asks is told once, in schedules of their own, that it still runs: its end may
    /// come a little later. That it says so several times at one place is not explored.
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

/// A task has no thread of its own, so what is done to that cannot be explored.
#[cfg(unix)]
impl<T> std::os::unix::thread::JoinHandleExt for JoinHandle<T> {
    fn as_pthread_t(&self) -> std::os::unix::thread::RawPthread {
        refuse("the program asks which thread of the system a thread is")
    }

    fn into_pthread_t(self) -> std::os::unix::thread::RawPthread {
        self.as_pthread_t()
    }
}

/// How many tasks are reasonable: 2, whatever the machine.
///
/// # Errors
///
/// None.
pub fn available_parallelism() -> io::Result<std::num::NonZeroUsize> {
    Ok(const { std::num::NonZeroUsize::new(2).unwrap() })
}
