//! Stop looks every millisecond whether a job still runs.

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{Mutex, Notify};
use tokio::task::JoinHandle;
use tokio::time::{Instant, sleep};

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
            // Made while the state is locked, so that no notification is missed.
            let changed = self.changed.notified();
            drop(state);
            changed.await;
            state = self.state.lock().await;
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
            sleep(Duration::from_millis(1)).await;
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
