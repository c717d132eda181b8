use std::error::Error;
use std::fmt;
use std::future::Future;
use std::marker::PhantomData;
use std::panic::Location;

use explore::tasks::{block_on, is_running, refuse};

use crate::task::{self, JoinHandle};

/// Like [`tokio::runtime::Handle`](https://docs.rs/tokio/1/tokio/runtime/struct.Handle.html).
#[derive(Clone, Debug)]
pub struct Handle(RuntimeFlavor);

/// What kind of runtime it says to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum RuntimeFlavor {
    /// One thread.
    CurrentThread,
    /// More than one.
    MultiThread,
}

impl Handle {
    pub(super) fn of(flavor: RuntimeFlavor) -> Handle {
        Handle(flavor)
    }

    /// That of the runtime that runs.
    ///
    /// # Panics
    ///
    /// If none does.
    #[track_caller]
    pub fn current() -> Handle {
        match Handle::try_current() {
            Ok(handle) => handle,
            Err(error) => panic!("{error}"),
        }
    }

    /// That of the runtime that runs.
    ///
    /// # Errors
    ///
    /// If none does.
    pub fn try_current() -> Result<Handle, TryCurrentError> {
        match is_running() {
            true => Ok(Handle(RuntimeFlavor::MultiThread)),
            false => Err(TryCurrentError(())),
        }
    }

    /// Starts a task.
    ///
    /// # Panics
    ///
    /// Outside of [`block_on`](Handle::block_on), where the exploration ends without a
    /// verdict.
    #[track_caller]
    pub fn spawn<F>(&self, future: F) -> JoinHandle<F::Output>
    where
        F: Future + Send + 'static,
        F::Output: Send + 'static,
    {
        if !is_running() {
            let at = Location::caller();
            refuse(&format!(
                "a task is started at {}:{} outside of `block_on`, and tasks run only \
                 inside of it here: start it there",
                at.file(),
                at.line()
            ));
        }
        task::spawn(future)
    }

    /// Starts a task that may block: see [`spawn_blocking`](crate::task::spawn_blocking).
    ///
    /// # Panics
    ///
    /// As [`spawn`](Handle::spawn).
    #[track_caller]
    pub fn spawn_blocking<F, R>(&self, func: F) -> JoinHandle<R>
    where
        F: FnOnce() -> R + Send + 'static,
        R: Send + 'static,
    {
        task::spawn_blocking(func)
    }

    /// Runs the future, and the tasks that are started in it. When it has ended, those
    /// that are left go on as long as they need not wait.
    ///
    /// # Panics
    ///
    /// In an async task, and if the future panics.
    #[track_caller]
    pub fn block_on<F: Future>(&self, future: F) -> F::Output {
        assert!(
            !is_running(),
            "Cannot start a runtime from within a runtime. This happens because a \
             function (like `block_on`) attempted to block the current thread while the \
             thread is being used to drive asynchronous tasks."
        );
        block_on(future)
    }

    /// Nothing depends on it here.
    pub fn enter(&self) -> EnterGuard<'_> {
        EnterGuard(PhantomData)
    }

    /// What kind of runtime it says to be.
    pub fn runtime_flavor(&self) -> RuntimeFlavor {
        self.0
    }
}

/// Has no effect.
#[derive(Debug)]
#[must_use = "Creating and dropping a guard does nothing"]
pub struct EnterGuard<'a>(PhantomData<&'a Handle>);

/// No runtime runs.
#[derive(Debug)]
pub struct TryCurrentError(());

impl TryCurrentError {
    /// Whether none runs.
    pub fn is_missing_context(&self) -> bool {
        true
    }

    /// Whether its thread ends.
    pub fn is_thread_local_destroyed(&self) -> bool {
        false
    }
}

impl fmt::Display for TryCurrentError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(
            "there is no reactor running, must be called from the context of a Tokio 1.x \
             runtime",
        )
    }
}

impl Error for TryCurrentError {}
