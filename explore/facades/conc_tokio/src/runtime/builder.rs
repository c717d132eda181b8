use std::io;
use std::time::Duration;

use explore::tasks::Flavor;

use super::run::Runtime;

/// Like [`tokio::runtime::Builder`](https://docs.rs/tokio/1/tokio/runtime/struct.Builder.html),
/// but what is asked for is accepted and has no effect, except for the timers.
#[derive(Debug)]
pub struct Builder(Flavor);

/// What is accepted.
macro_rules! accept {
    ($($name:ident($($argument:ident: $Type:ty)?);)*) => {$(
        /// Accepted.
        pub fn $name(&mut self $(, $argument: $Type)?) -> &mut Self {
            $(let _ = $argument;)?
            self
        }
    )*};
}

impl Builder {
    /// Of a runtime that has one thread.
    pub fn new_current_thread() -> Builder {
        Builder(Flavor { has_timers: false, ..Flavor::new(true) })
    }

    /// Of a runtime that has more than one thread.
    pub fn new_multi_thread() -> Builder {
        Builder(Flavor { has_timers: false, ..Flavor::new(false) })
    }

    /// Its tasks can wait for the clock.
    pub fn enable_all(&mut self) -> &mut Self {
        self.enable_time()
    }

    /// Its tasks can wait for the clock.
    pub fn enable_time(&mut self) -> &mut Self {
        self.0.has_timers = true;
        self
    }

    /// Its clock is paused from the start: see [`pause`](crate::time::pause).
    pub fn start_paused(&mut self, start_paused: bool) -> &mut Self {
        self.0.is_paused = start_paused;
        self
    }

    accept! {
        enable_io();
        max_io_events_per_tick(capacity: usize);
        max_io_events_per_busy_tick(capacity: usize);
        max_blocking_threads(val: usize);
        thread_name(val: impl Into<String>);
        name(val: impl Into<String>);
        thread_name_fn(f: impl Fn() -> String + Send + Sync + 'static);
        thread_stack_size(val: usize);
        thread_keep_alive(duration: Duration);
        global_queue_interval(val: u32);
        event_interval(val: u32);
    }

    /// Accepted.
    ///
    /// # Panics
    ///
    /// If there are to be no threads.
    #[track_caller]
    pub fn worker_threads(&mut self, val: usize) -> &mut Self {
        assert!(val > 0, "Worker threads cannot be set to 0");
        self
    }

    /// Makes a runtime.
    ///
    /// # Errors
    ///
    /// None.
    pub fn build(&mut self) -> io::Result<Runtime> {
        Ok(Runtime::of(self.0))
    }
}
