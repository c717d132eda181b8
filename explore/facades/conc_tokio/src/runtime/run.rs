use std::future::Future;
use std::io;
use std::time::Duration;

use explore::tasks::Flavor;
use explore::thread::panicking;

use super::handle::{EnterGuard, Handle};
use crate::blocking;
use crate::task::JoinHandle;

/// Like [`tokio::runtime::Runtime`](https://docs.rs/tokio/1/tokio/runtime/struct.Runtime.html).
/// It runs tasks only in [`block_on`](Runtime::block_on), and one at a time.
#[derive(Debug)]
pub struct Runtime {
    handle: Handle,
    drops: bool,
}

impl Runtime {
    pub(super) fn of(flavor: Flavor) -> Runtime {
        Runtime { handle: Handle::of(flavor), drops: true }
    }

    /// One that has more than one thread.
    ///
    /// # Errors
    ///
    /// None.
    pub fn new() -> io::Result<Runtime> {
        Ok(Runtime::of(Flavor::new(false)))
    }

    /// What starts tasks on it.
    pub fn handle(&self) -> &Handle {
        &self.handle
    }

    /// Starts a task.
    ///
    /// # Panics
    ///
    /// Outside of [`block_on`](Runtime::block_on), where the exploration ends without a
    /// verdict.
    #[track_caller]
    pub fn spawn<F>(&self, future: F) -> JoinHandle<F::Output>
    where
        F: Future + Send + 'static,
        F::Output: Send + 'static,
    {
        self.handle.spawn(future)
    }

    /// Starts a task that may block: see [`spawn_blocking`](crate::task::spawn_blocking).
    ///
    /// # Panics
    ///
    /// As [`spawn`](Runtime::spawn).
    #[track_caller]
    pub fn spawn_blocking<F, R>(&self, func: F) -> JoinHandle<R>
    where
        F: FnOnce() -> R + Send + 'static,
        R: Send + 'static,
    {
        self.handle.spawn_blocking(func)
    }

    /// Runs the future, and the tasks that are started in it. When it has ended, those
    /// that are left go on as long as they need not wait.
    ///
    /// # Panics
    ///
    /// In an async task, and if the future panics.
    #[track_caller]
    pub fn block_on<F: Future>(&self, future: F) -> F::Output {
        self.handle.block_on(future)
    }

    /// Until the guard goes, this is the current runtime. Tasks are started only in
    /// [`block_on`](Runtime::block_on) nevertheless.
    pub fn enter(&self) -> EnterGuard<'_> {
        self.handle.enter()
    }

    /// Drops it, also in an async task if it need not wait.
    ///
    /// # Panics
    ///
    /// In an async task, unless the duration is zero.
    pub fn shutdown_timeout(mut self, duration: Duration) {
        self.drops = !duration.is_zero();
    }

    /// Drops it, also in an async task.
    pub fn shutdown_background(mut self) {
        self.drops = false;
    }
}

impl Drop for Runtime {
    fn drop(&mut self) {
        let blocks = self.drops && blocking::is_async() && !panicking();
        assert!(
            !blocks,
            "Cannot drop a runtime in a context where blocking is not allowed. This \
             happens when a runtime is dropped from within an asynchronous context."
        );
    }
}
