//! Scoped tasks, with the API of [`crossbeam::thread`](https://docs.rs/crossbeam/0.8).

use std::fmt;
use std::io;

use explore::thread as model;

pub use model::Result;

/// Runs `body`, which may start tasks that borrow from the stack, and waits for them.
///
/// # Errors
///
/// The panics of tasks that were not joined.
#[track_caller]
pub fn scope<'env, F, R>(body: F) -> Result<R>
where
    F: for<'scope> FnOnce(&Scope<'scope, 'env>) -> R,
{
    let (end, panics) = model::scope_with_panics(|scope| body(&Scope { scope }));
    if panics.is_empty() { Ok(end) } else { Err(Box::new(panics)) }
}

/// Where [`scope`] starts its tasks.
#[derive(Clone, Copy)]
pub struct Scope<'scope, 'env> {
    scope: &'scope model::Scope<'scope, 'env>,
}

impl<'scope, 'env> Scope<'scope, 'env> {
    /// Starts a task that ends before the scope does. It is given the scope, to start
    /// more.
    #[track_caller]
    pub fn spawn<F, T>(&self, body: F) -> ScopedJoinHandle<'scope, T>
    where
        F: FnOnce(&Scope<'scope, 'env>) -> T + Send + 'scope,
        T: Send + 'scope,
        'env: 'scope,
    {
        let scope = self.scope;
        self.scope.spawn(move || body(&Scope { scope }))
    }

    /// Starts a task that is told more about first: its name.
    pub fn builder(&self) -> ScopedThreadBuilder<'scope, 'env> {
        ScopedThreadBuilder { scope: self.scope, builder: model::Builder::new() }
    }
}

impl fmt::Debug for Scope<'_, '_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Scope").finish_non_exhaustive()
    }
}

/// Starts a task of a scope with a name.
#[derive(Debug)]
pub struct ScopedThreadBuilder<'scope, 'env> {
    scope: &'scope model::Scope<'scope, 'env>,
    builder: model::Builder,
}

impl<'scope, 'env> ScopedThreadBuilder<'scope, 'env> {
    /// Names the task, in the record too.
    pub fn name(self, name: String) -> ScopedThreadBuilder<'scope, 'env> {
        ScopedThreadBuilder { builder: self.builder.name(name), ..self }
    }

    /// Accepted and ignored: all tasks have stacks of one size.
    pub fn stack_size(self, bytes: usize) -> ScopedThreadBuilder<'scope, 'env> {
        ScopedThreadBuilder { builder: self.builder.stack_size(bytes), ..self }
    }

    /// Starts the task.
    ///
    /// # Errors
    ///
    /// None.
    #[track_caller]
    pub fn spawn<F, T>(self, body: F) -> io::Result<ScopedJoinHandle<'scope, T>>
    where
        F: FnOnce(&Scope<'scope, 'env>) -> T + Send + 'scope,
        T: Send + 'scope,
        'env: 'scope,
    {
        let scope = self.scope;
        self.builder.spawn_scoped(scope, move || body(&Scope { scope }))
    }
}

/// A handle to a task of a scope, to wait for its end.
pub type ScopedJoinHandle<'scope, T> = model::ScopedJoinHandle<'scope, T>;
