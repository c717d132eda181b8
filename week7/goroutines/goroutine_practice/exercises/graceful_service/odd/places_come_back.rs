//! Stop waits until it has all places itself, and calls off whom it waits for in vain.

use std::future::Future;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::time::Duration;

use tokio::select;
use tokio::sync::{Semaphore, watch};
use tokio::time::timeout;

#[derive(Clone, Copy, PartialEq, PartialOrd)]
enum Phase {
    Open,
    Closing,
    Over,
}

pub struct Service {
    limit: u32,
    places: Arc<Semaphore>,
    phase: watch::Sender<Phase>,
    finished: Arc<AtomicUsize>,
    aborted: Arc<AtomicUsize>,
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
            limit: limit as u32,
            places: Arc::new(Semaphore::new(limit)),
            phase: watch::Sender::new(Phase::Open),
            finished: Arc::new(AtomicUsize::new(0)),
            aborted: Arc::new(AtomicUsize::new(0)),
        }
    }

    pub async fn start<F>(&self, job: F) -> Result<(), Stopped>
    where
        F: Future<Output = ()> + Send + 'static,
    {
        let mut phase = self.phase.subscribe();
        let place = select! {
            biased;
            _ = phase.wait_for(|phase| *phase > Phase::Open) => return Err(Stopped),
            place = Arc::clone(&self.places).acquire_owned() => place,
        };
        let finished = Arc::clone(&self.finished);
        let aborted = Arc::clone(&self.aborted);
        tokio::spawn(async move {
            let ended = select! {
                biased;
                () = job => finished,
                _ = phase.wait_for(|phase| *phase == Phase::Over) => aborted,
            };
            ended.fetch_add(1, SeqCst);
            drop(place);
        });
        Ok(())
    }

    pub async fn stop(&self, grace: Duration) -> Report {
        self.phase.send_replace(Phase::Closing);
        let all = self.places.acquire_many(self.limit);
        if timeout(grace, all).await.is_err() {
            self.phase.send_replace(Phase::Over);
            let _all = self.places.acquire_many(self.limit).await;
        }
        let (finished, aborted) = (&self.finished, &self.aborted);
        Report { finished: finished.load(SeqCst), aborted: aborted.load(SeqCst) }
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
