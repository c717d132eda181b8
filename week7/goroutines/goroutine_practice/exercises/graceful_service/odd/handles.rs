//! Handles in a list, a count that is watched, and a deadline for all.

use std::future::Future;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::sync::watch;
use tokio::task::JoinHandle;
use tokio::time::{Instant, timeout_at};

pub struct Service {
    limit: usize,
    // How many run; none may begin once it is stopped.
    state: Arc<watch::Sender<(usize, bool)>>,
    handles: Mutex<Vec<JoinHandle<()>>>,
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
        let state = Arc::new(watch::Sender::new((0, false)));
        Service { limit, state, handles: Mutex::new(Vec::new()) }
    }

    pub async fn start<F>(&self, job: F) -> Result<(), Stopped>
    where
        F: Future<Output = ()> + Send + 'static,
    {
        let mut seen = self.state.subscribe();
        let mut may_begin = false;
        while !may_begin {
            let changed = seen
                .wait_for(|(running, stopped)| *running < self.limit || *stopped);
            drop(changed.await.map_err(|_| Stopped)?);
            may_begin = self.state.send_if_modified(|(running, stopped)| {
                let begins = *running < self.limit && !*stopped;
                *running += usize::from(begins);
                begins
            });
            if self.state.borrow().1 && !may_begin {
                return Err(Stopped);
            }
        }
        let state = Arc::clone(&self.state);
        let task = tokio::spawn(async move {
            job.await;
            state.send_modify(|(running, _)| *running -= 1);
        });
        self.handles.lock().unwrap().push(task);
        Ok(())
    }

    pub async fn stop(&self, grace: Duration) -> Report {
        let deadline = Instant::now() + grace;
        self.state.send_modify(|(_, stopped)| *stopped = true);
        let handles = std::mem::take(&mut *self.handles.lock().unwrap());
        let mut report = Report::default();
        for mut handle in handles {
            let finished = match timeout_at(deadline, &mut handle).await {
                Ok(ended) => ended.is_ok(),
                Err(_) => {
                    handle.abort();
                    handle.await.is_ok()
                }
            };
            report.finished += usize::from(finished);
            report.aborted += usize::from(!finished);
        }
        report
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
