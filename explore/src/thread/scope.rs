use std::any::Any;
use std::fmt;
use std::marker::PhantomData;
use std::panic::{Location, panic_any};
use std::thread::Result;

use super::handle::{
    Returned, Thread, UNKNOWN, is_finished, join, nothing_explored, started,
};
use crate::model::ScopeId;
use crate::model::pending::Pending;
use crate::schedule::catch::{catch, resume_unwind};
use crate::schedule::engine::{announce, does, with_tasks};
use crate::schedule::heard::Payload;
use crate::schedule::run::Run;
use crate::schedule::schedules::run_body;

/// Runs `body`, which may start tasks that borrow from the stack, and waits for them.
///
/// # Panics
///
/// If `body` does, or a task that was not joined, after the wait; and outside of an
/// explored program.
#[track_caller]
pub fn scope<'env, F, T>(body: F) -> T
where
    F: for<'scope> FnOnce(&'scope Scope<'scope, 'env>) -> T,
{
    const PANICKED: &str = "a scoped thread panicked";

    let (end, panics) =
        run_scope(body, PANICKED, Run::may_have_parked_for, Location::caller());
    let end = end.unwrap_or_else(|panic| resume_unwind(panic));
    if !panics.is_empty() {
        panic_any(PANICKED);
    }
    end
}

/// Like [`scope`], but returns the panics of tasks that were not joined, and does not wait by
/// parking, as crossbeam's.
///
/// # Panics
///
/// If `body` does, after the wait; and outside of an explored program.
#[doc(hidden)]
#[track_caller]
pub fn scope_with_panics<'env, F, T>(body: F) -> (T, Vec<Box<dyn Any + Send>>)
where
    F: for<'scope> FnOnce(&'scope Scope<'scope, 'env>) -> T,
{
    let (end, panics) = run_scope(body, UNKNOWN, |_, _| {}, Location::caller());
    (end.unwrap_or_else(|panic| resume_unwind(panic)), panics)
}

/// What `body` did, and the panics of tasks that were not joined, which the task gets as
/// this text. `waited` is called after the wait.
fn run_scope<'env, F, T>(
    body: F,
    text: &str,
    waited: fn(&mut Run, ScopeId),
    at: &'static Location<'static>,
) -> (Result<T>, Vec<Box<dyn Any + Send>>)
where
    F: for<'scope> FnOnce(&'scope Scope<'scope, 'env>) -> T,
{
    let id = open();
    let end = stacks::scope(|tasks| {
        // The tasks' type names the lifetime of this scope, so the value has to live as
        // long: it is left behind, a few bytes for each scope.
        let scope = Box::leak(Box::new(Scope { id, tasks, env: PhantomData }));
        let end = catch(|| body(scope));
        wait_for(id, waited, at);
        end
    });
    // Who is told of a panic of `body` is told of no other.
    let panics = if end.is_ok() { hear_of(id, text) } else { Vec::new() };
    (end, panics)
}

fn open() -> ScopeId {
    let opened = with_tasks(|run| {
        run.scopes += 1;
        run.scopes
    });
    opened.unwrap_or_else(nothing_explored)
}

fn wait_for(
    id: ScopeId,
    waited: fn(&mut Run, ScopeId),
    at: &'static Location<'static>,
) {
    announce(at, |_| id, |_, id| Pending::Scope(id));
    does(|run| {
        run.follow_tasks_of(id);
        waited(run, id);
    });
}

fn hear_of(id: ScopeId, text: &str) -> Vec<Payload> {
    does(|run| run.hears_of_all(id, text)).unwrap_or_default()
}

/// Where [`scope`] starts its tasks.
#[allow(explicit_outlives_requirements)] // std writes the bound too
pub struct Scope<'scope, 'env: 'scope> {
    id: ScopeId,
    tasks: &'scope stacks::Scope<'scope, 'env>,
    env: PhantomData<&'env mut &'env ()>,
}

impl<'scope> Scope<'scope, '_> {
    /// Starts a task that ends before the scope does.
    ///
    /// # Panics
    ///
    /// Outside of an explored program.
    #[track_caller]
    pub fn spawn<F, T>(&'scope self, body: F) -> ScopedJoinHandle<'scope, T>
    where
        F: FnOnce() -> T + Send + 'scope,
        T: Send + 'scope,
    {
        self.start(None, body, Location::caller())
    }

    pub(super) fn start<T: 'scope>(
        &'scope self,
        name: Option<String>,
        body: impl FnOnce() -> T + 'scope,
        at: &'static Location<'static>,
    ) -> ScopedJoinHandle<'scope, T> {
        let thread = started(name, Some(self.id), at);
        let (returned, mut body, _) = Returned::by(body);
        // The scope looks at each panic.
        self.tasks.add(move || run_body(&mut body, &|| true));
        ScopedJoinHandle { thread, returned, scope: PhantomData }
    }
}

impl fmt::Debug for Scope<'_, '_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Scope").finish_non_exhaustive()
    }
}

/// A handle to a task of a scope, to wait for its end.
pub struct ScopedJoinHandle<'scope, T> {
    thread: Thread,
    returned: Returned<T>,
    scope: PhantomData<&'scope ()>,
}

impl<T> ScopedJoinHandle<'_, T> {
    /// Waits until the task has ended and returns what it returned.
    ///
    /// # Errors
    ///
    /// What the task panicked with.
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

impl<T> fmt::Debug for ScopedJoinHandle<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ScopedJoinHandle").finish_non_exhaustive()
    }
}
