//! Stop wakes one of those who wait for a place.

use std::future::Future;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::sync::Notify;
use tokio::task::JoinHandle;
use tokio::time::{Instant, timeout_at};

#[derive(Default)]
struct Shared {
    state: Mutex<State>,
    changed: Notify,
    ended: Notify,
}

#[derive(Default)]
struct State {
    stopped: bool,
    running: usize,
    finished: usize,
    tasks: Vec<JoinHandle<()>>,
}

pub struct Service {
    limit: usize,
    shared: Arc<Shared>,
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
        Service { limit, shared: Arc::default() }
    }

    pub async fn start<F>(&self, job: F) -> Result<(), Stopped>
    where
        F: Future<Output = ()> + Send + 'static,
    {
        loop {
            let changed = self.shared.changed.notified();
            {
                let mut state = self.shared.state.lock().unwrap();
                if state.stopped {
                    return Err(Stopped);
                }
                if state.running < self.limit {
                    state.running += 1;
                    let shared = Arc::clone(&self.shared);
                    state.tasks.push(tokio::spawn(async move {
                        job.await;
                        let mut state = shared.state.lock().unwrap();
                        state.running -= 1;
                        state.finished += 1;
                        shared.changed.notify_one();
                        shared.ended.notify_one();
                    }));
                    return Ok(());
                }
            }
            changed.await;
        }
    }

    pub async fn stop(&self, grace: Duration) -> Report {
        let deadline = Instant::now() + grace;
        let tasks = {
            let mut state = self.shared.state.lock().unwrap();
            state.stopped = true;
            std::mem::take(&mut state.tasks)
        };
        self.shared.changed.notify_one();
        let all_ended = async {
            while self.shared.state.lock().unwrap().running > 0 {
                self.shared.ended.notified().await;
            }
        };
        let _ = timeout_at(deadline, all_ended).await;
        let mut aborted = 0;
        for task in tasks {
            task.abort();
            aborted += usize::from(task.await.is_err());
        }
        Report { finished: self.shared.state.lock().unwrap().finished, aborted }
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
