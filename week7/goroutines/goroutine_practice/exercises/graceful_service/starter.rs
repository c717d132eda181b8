//! graceful_service: jobs that are started, bounded, and brought to an end.
//!
//! A service runs jobs, which are futures, each in a task of its own, `limit` of them at
//! once at most. The limit is at least 1.
//!
//! - `start` starts a job and returns without waiting for its end. If `limit` jobs run, it
//!   waits until one has ended; which of several that wait goes on then is open.
//! - `stop` lets no job begin any more: `start` returns `Err(Stopped)` and drops the job,
//!   also a `start` that waits. Jobs that run have `grace` to end. Those that still run
//!   then are aborted: their futures are dropped before `stop` returns. It returns when no
//!   job is left, how many had finished since `new`, and how many were aborted.
//!
//! What a wait is for comes within 1 ms: `stop` returns when the last job has ended, not
//! when the grace is over, and a `start` that waits goes on or fails. When `stop` has
//! returned, no task of the service goes on. It is called once; jobs do not panic.
//!
//! This program runs and looks right. `cargo week7 check graceful_service` shows where it
//! freezes, in more than one way: find out why, then change what is below. Keep the names
//! of the types and methods; inside do as you like, with std and tokio.
//!
//! The checks explore in which order the tasks are polled, on one thread: they take turns
//! at awaits only. tokio's clock is virtual there, so that times are exact. `select!`
//! begins with each of its branches in some schedule, with `biased` always with the
//! first. Of tokio there are `sync`, `time`, `task` without `spawn_blocking`, `select!`,
//! `join!` and `#[tokio::main]`.

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

#[tokio::main]
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
