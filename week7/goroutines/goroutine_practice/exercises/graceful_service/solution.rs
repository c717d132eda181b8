//! A permit is a free place: who ends gives it back by dropping it, and closing the
//! semaphore wakes all who wait. The lock is std's, so that the compiler refuses an await
//! under it. Stop takes the jobs out of the state and waits for them with nothing locked;
//! whoever comes later finds none there, and knows that it is too late.

use std::future::Future;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::sync::Semaphore;
use tokio::task::JoinSet;
use tokio::time::timeout;

pub struct Service {
    places: Arc<Semaphore>,
    /// None once it is stopped.
    jobs: Mutex<Option<Jobs>>,
}

#[derive(Default)]
struct Jobs {
    tasks: JoinSet<()>,
    report: Report,
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
            jobs: Mutex::new(Some(Jobs::default())),
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
        jobs.tasks.spawn(async move {
            job.await;
            drop(place);
        });
        // A service may live for years: what has ended is not kept until the stop.
        while let Some(end) = jobs.tasks.try_join_next() {
            jobs.report.count(end.is_ok());
        }
        Ok(())
    }

    pub async fn stop(&self, grace: Duration) -> Report {
        self.places.close();
        let jobs = self.jobs.lock().unwrap().take();
        let Jobs { mut tasks, mut report } = jobs.unwrap_or_default();
        let all_end = async {
            while let Some(end) = tasks.join_next().await {
                report.count(end.is_ok());
            }
        };
        if timeout(grace, all_end).await.is_err() {
            tasks.abort_all();
            while let Some(end) = tasks.join_next().await {
                report.count(end.is_ok());
            }
        }
        report
    }
}

impl Report {
    fn count(&mut self, finished: bool) {
        match finished {
            true => self.finished += 1,
            false => self.aborted += 1,
        }
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
