//! Those who wait stand in line. The first one is handed a place as a value, so that it
//! goes to the next one if nobody is there any more to take it.

use std::collections::VecDeque;
use std::future::Future;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::sync::oneshot;
use tokio::task::JoinSet;
use tokio::time::timeout;

pub struct Service {
    line: Arc<Mutex<Line>>,
    /// None once it is stopped.
    jobs: Mutex<Option<Jobs>>,
}

struct Line {
    free: usize,
    closed: bool,
    waiting: VecDeque<oneshot::Sender<Place>>,
}

/// Dropped, it goes to the next one in line.
struct Place(Arc<Mutex<Line>>);

impl Drop for Place {
    fn drop(&mut self) {
        let next = {
            let mut line = self.0.lock().unwrap();
            let next = line.waiting.pop_front();
            line.free += usize::from(next.is_none());
            next
        };
        if let Some(next) = next {
            // If nobody takes it, it is dropped here, with nothing locked.
            let _ = next.send(Place(Arc::clone(&self.0)));
        }
    }
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
        let line = Line { free: limit, closed: false, waiting: VecDeque::new() };
        Service {
            line: Arc::new(Mutex::new(line)),
            jobs: Mutex::new(Some(Jobs::default())),
        }
    }

    pub async fn start<F>(&self, job: F) -> Result<(), Stopped>
    where
        F: Future<Output = ()> + Send + 'static,
    {
        let place = self.place().await?;
        // Stop may have come since the place was given.
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

    async fn place(&self) -> Result<Place, Stopped> {
        let gets = {
            let mut line = self.line.lock().unwrap();
            if line.closed {
                return Err(Stopped);
            }
            if line.free > 0 {
                line.free -= 1;
                return Ok(Place(Arc::clone(&self.line)));
            }
            let (gives, gets) = oneshot::channel();
            line.waiting.push_back(gives);
            gets
        };
        gets.await.map_err(|_| Stopped)
    }

    pub async fn stop(&self, grace: Duration) -> Report {
        {
            let mut line = self.line.lock().unwrap();
            line.closed = true;
            line.waiting.clear();
        }
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
