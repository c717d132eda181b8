use std::error::Error;
use std::fmt;
use std::future::Future;
use std::marker::PhantomData;

use explore::tasks::{
    Flavor, block_on_runtime, has_executor, is_running, runs_beside, runtime,
};

use crate::blocking;
use crate::entered::{Entered, entered};
use crate::task::{self, JoinHandle};

/// Like [`tokio::runtime::Handle`](https://docs.rs/tokio/1/tokio/runtime/struct.Handle.html).
#[derive(Clone, Debug)]
pub struct Handle {
    flavor: Flavor,
    /// Its number, if it ran when somebody asked for it.
    number: Option<usize>,
}

/// What kind of runtime it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum RuntimeFlavor {
    /// One thread.
    CurrentThread,
    /// More than one.
    MultiThread,
}

impl Handle {
    pub(super) fn of(flavor: Flavor) -> Handle {
        Handle { flavor, number: None }
    }

    /// That of the runtime that runs or is entered.
    ///
    /// # Panics
    ///
    /// If there is none.
    #[track_caller]
    pub fn current() -> Handle {
        match Handle::try_current() {
            Ok(handle) => handle,
            Err(error) => panic!("{error}"),
        }
    }

    /// That of the runtime that runs or is entered.
    ///
    /// # Errors
    ///
    /// If there is none.
    pub fn try_current() -> Result<Handle, TryCurrentError> {
        let runs = runtime();
        match entered().or(runs.map(|(flavor, _)| flavor)) {
            Some(flavor) => {
                let own = runs.filter(|(running, _)| *running == flavor);
                Ok(Handle { flavor, number: own.map(|(_, number)| number) })
            }
            None => Err(TryCurrentError(())),
        }
    }

    /// One with several threads runs without anybody who waits for it, if it can here.
    pub(crate) fn runs(&self) {
        if !self.flavor.has_one_thread && !has_executor() {
            runs_beside();
        }
    }

    /// Whether all of its tasks share one thread.
    pub(crate) fn has_one_thread(&self) -> bool {
        self.flavor.has_one_thread
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
        self.runs();
        task::start(future)
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
        self.runs();
        task::run_blocking(func)
    }

    /// Runs the future, and the tasks that are started in it. When it has ended, those
    /// that are left go on as long as they need not wait.
    ///
    /// # Panics
    ///
    /// In an async task, except in a closure that may block, and if the future panics.
    #[track_caller]
    pub fn block_on<F: Future>(&self, future: F) -> F::Output {
        assert!(
            !blocking::is_async(),
            "Cannot start a runtime from within a runtime. This happens because a \
             function (like `block_on`) attempted to block the current thread while the \
             thread is being used to drive asynchronous tasks."
        );
        let _entered = self.enter();
        match is_running() {
            true => blocking::wait(future),
            false => block_on_runtime(self.flavor, self.number, future),
        }
    }

    /// Until the guard goes, this is the current runtime. Tasks are started only in
    /// [`block_on`](Handle::block_on) nevertheless.
    pub fn enter(&self) -> EnterGuard<'_> {
        EnterGuard { _entered: Entered::new(self.flavor), runtime: PhantomData }
    }

    /// What kind of runtime it is.
    pub fn runtime_flavor(&self) -> RuntimeFlavor {
        match self.flavor.has_one_thread {
            true => RuntimeFlavor::CurrentThread,
            false => RuntimeFlavor::MultiThread,
        }
    }
}

/// Who makes a timer needs a runtime that has them.
///
/// # Panics
///
/// If there is none.
#[track_caller]
pub(crate) fn needs_timers() {
    assert!(
        Handle::current().flavor.has_timers,
        "A Tokio 1.x context was found, but timers are disabled. Call `enable_time` on \
         the runtime builder to enable timers."
    );
}

/// As long as it lives, a runtime is entered.
#[derive(Debug)]
#[must_use = "Creating and dropping a guard does nothing"]
pub struct EnterGuard<'a> {
    _entered: Entered,
    runtime: PhantomData<&'a Handle>,
}

/// No runtime runs or is entered.
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
