//! graceful_service: jobs that are started, limited in number, and brought to an end.
//!
//! A service runs jobs. A job is a future and runs in a task of its own. At most
//! `limit` jobs run at the same time; `limit` is at least 1 and at most a million.
//!
//! - `start` starts a job and does not wait for its end. If `limit` jobs are running,
//!   it first waits until one has ended. If several calls wait, any of them may go on.
//! - `stop` accepts no more jobs. From then on `start` drops its job and returns
//!   `Err(Stopped)`. A `start` that is waiting does the same. A job whose `start` has
//!   returned `Ok` may still begin.
//! - After `stop` is called, running jobs have the time `grace` to end, which is
//!   shorter than a year. Jobs that still run when this time is over are aborted: their
//!   futures are dropped before `stop` returns.
//! - `stop` returns when no job is left. It returns how many jobs have finished since
//!   `new`, and how many were aborted.
//! - Nobody waits longer than needed; 1 ms too long is allowed. `stop` returns when the
//!   last job has ended, not when the grace is over. A `start` that waits goes on when
//!   a job has ended, and fails when `stop` is called.
//! - A `start` may be cancelled: `timeout` and `select!` drop its future before it is
//!   done. Then its job may begin or not, and no place is lost.
//! - When `stop` has returned, no task of the service runs on, even if the service is
//!   kept. `stop` is called once and is not cancelled. Jobs do not panic.
//!
//! This program runs and looks right, but it is wrong. It can freeze in more than one
//! way: `cargo week7 check graceful_service` shows one at a time. Find out why, then
//! change the code below. Keep the names of the types and methods. Inside, use what you
//! like from std and tokio.
//!
//! All tasks share one thread, in the checks and in `main`, so they take turns only at
//! awaits. The checks try different orders. In the checks tokio's clock is virtual: it
//! stands still while a task can run, then jumps to the next timer. So times are exact.
//! A mistake that needs time to pass between two looks at the clock is not found. In
//! `main` the clock is real, and a timer may be late. `select!` may begin with any of
//! its branches; with `biased` it begins with the first. From tokio you can use `sync`,
//! `time`, `task` without `spawn_blocking`, `select!`, `join!` and `#[tokio::main]`.

use std::future::Future;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use tokio::sync::{Mutex, Notify};
use tokio::task::JoinHandle;
use tokio::time::Instant;

pub struct Service {
    limit: usize,
    state: Arc<Mutex<State>>,
    /// Notified when a job has ended, and by stop.
    changed: Arc<Notify>,
}

#[derive(Default)]
struct State {
    stopped: bool,
    running: usize,
    finished: usize,
    tasks: Vec<JoinHandle<()>>,
}

/// What became of the jobs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Report {
    pub finished: usize,
    pub aborted: usize,
}

/// The service was stopped.
#[derive(Debug, PartialEq, Eq)]
pub struct Stopped;

impl Service {
    pub fn new(limit: usize) -> Service {
        let state = Arc::new(Mutex::new(State::default()));
        Service { limit, state, changed: Arc::new(Notify::new()) }
    }

    pub async fn start<F>(&self, job: F) -> Result<(), Stopped>
    where
        F: Future<Output = ()> + Send + 'static,
    {
        let mut state = self.state.lock().await;
        while state.running == self.limit && !state.stopped {
            self.changed.notified().await;
        }
        if state.stopped {
            return Err(Stopped);
        }
        state.running += 1;
        let shared = Arc::clone(&self.state);
        let changed = Arc::clone(&self.changed);
        state.tasks.push(tokio::spawn(async move {
            job.await;
            let mut state = shared.lock().await;
            state.running -= 1;
            state.finished += 1;
            changed.notify_one();
        }));
        Ok(())
    }

    pub async fn stop(&self, grace: Duration) -> Report {
        self.state.lock().await.stopped = true;
        self.changed.notify_waiters();
        let deadline = Instant::now() + grace;
        while self.state.lock().await.running > 0 && Instant::now() < deadline {
            thread::sleep(Duration::from_millis(1));
        }
        let tasks = std::mem::take(&mut self.state.lock().await.tasks);
        let mut aborted = 0;
        for task in tasks {
            task.abort();
            if task.await.is_err() {
                aborted += 1;
            }
        }
        Report { finished: self.state.lock().await.finished, aborted }
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let service = Service::new(3);
    for ms in [5, 10, 500] {
        let job = async move {
            tokio::time::sleep(Duration::from_millis(ms)).await;
            println!("a job of {ms} ms is done");
        };
        println!("{:?}", service.start(job).await);
    }
    println!("{:?}", service.stop(Duration::from_millis(100)).await);
    println!("{:?}", service.start(async {}).await);
}
