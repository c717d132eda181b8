//! So that `#[tokio::main]` compiles. A `main` is not run when its program is explored.

use std::future::Future;
use std::io;

/// Like [`tokio::runtime::Builder`], but refuses to build.
#[derive(Debug)]
pub struct Builder(());

/// Like [`tokio::runtime::Runtime`], but there is none.
#[derive(Debug)]
pub struct Runtime(());

impl Builder {
    /// Accepted.
    pub fn new_current_thread() -> Builder {
        Builder(())
    }

    /// Accepted.
    pub fn new_multi_thread() -> Builder {
        Builder(())
    }

    /// Accepted.
    pub fn enable_all(&mut self) -> &mut Builder {
        self
    }

    /// Accepted.
    pub fn enable_time(&mut self) -> &mut Builder {
        self
    }

    /// Accepted.
    pub fn worker_threads(&mut self, _threads: usize) -> &mut Builder {
        self
    }

    /// Accepted.
    pub fn start_paused(&mut self, _paused: bool) -> &mut Builder {
        self
    }

    /// Builds nothing.
    ///
    /// # Errors
    ///
    /// None.
    ///
    /// # Panics
    ///
    /// Always: the checks run on an executor already.
    #[track_caller]
    pub fn build(&mut self) -> io::Result<Runtime> {
        refuse()
    }
}

impl Runtime {
    /// Builds nothing.
    ///
    /// # Errors
    ///
    /// None.
    ///
    /// # Panics
    ///
    /// Always.
    #[track_caller]
    pub fn new() -> io::Result<Runtime> {
        refuse()
    }

    /// Runs nothing.
    ///
    /// # Panics
    ///
    /// Always.
    #[track_caller]
    pub fn block_on<F: Future>(&self, _future: F) -> F::Output {
        refuse()
    }
}

#[track_caller]
fn refuse() -> ! {
    panic!("a runtime inside of a runtime: await here, or start a task")
}
