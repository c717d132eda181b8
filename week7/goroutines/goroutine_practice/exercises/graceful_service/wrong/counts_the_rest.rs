//! Jobs are awaited in the order of their starts. When the grace is over, all that were
//! not come to count as aborted.

use std::future::Future;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::sync::Semaphore;
use tokio::task::JoinHandle;
use tokio::time::{Instant, timeout_at};

pub struct Service {
    places: Arc<Semaphore>,
    /// None once it is stopped.
    jobs: Mutex<Option<Vec<JoinHandle<()>>>>,
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
        Service {
            places: Arc::new(Semaphore::new(limit)),
            jobs: Mutex::new(Some(Vec::new())),
        }
    }

    pub async fn start<F>(&self, job: F) -> Result<(), Stopped>
    where
        F: Future<Output = ()> + Send + 'static,
    {
        let places = Arc::clone(&self.places);
        let place = places.acquire_owned().await.map_err(|_| Stopped)?;
        // Stop may have come since the permit was given.
        let mut jobs = self.jobs.lock().unwrap();
        let jobs = jobs.as_mut().ok_or(Stopped)?;
        jobs.push(tokio::spawn(async move {
            job.await;
            drop(place);
        }));
        Ok(())
    }

    pub async fn stop(&self, grace: Duration) -> Report {
        self.places.close();
        let deadline = Instant::now() + grace;
        let jobs = self.jobs.lock().unwrap().take();
        let mut jobs = jobs.unwrap_or_default().into_iter();
        let mut report = Report::default();
        while let Some(mut job) = jobs.next() {
            if timeout_at(deadline, &mut job).await.is_ok() {
                report.finished += 1;
                continue;
            }
            // Too late for this one, and for all that are left.
            let left: Vec<_> = std::iter::once(job).chain(jobs.by_ref()).collect();
            for job in &left {
                job.abort();
            }
            for job in left {
                let _ = job.await;
                report.aborted += 1;
            }
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
