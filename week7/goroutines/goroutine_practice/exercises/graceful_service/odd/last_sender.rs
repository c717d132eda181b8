//! Each job holds a sender, and stop waits until the last one is dropped.

use std::future::Future;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::select;
use tokio::sync::{Notify, broadcast, mpsc};
use tokio::time::timeout;

pub struct Service {
    limit: usize,
    state: Arc<Mutex<State>>,
    changed: Arc<Notify>,
    ends: tokio::sync::Mutex<mpsc::Receiver<()>>,
}

struct State {
    running: usize,
    report: Report,
    /// None once it is stopped.
    alive: Option<mpsc::Sender<()>>,
    over: Option<broadcast::Sender<()>>,
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
        let (alive, ends) = mpsc::channel(1);
        let over = broadcast::Sender::new(1);
        let state = State {
            running: 0,
            report: Report::default(),
            alive: Some(alive),
            over: Some(over),
        };
        Service {
            limit,
            state: Arc::new(Mutex::new(state)),
            changed: Arc::new(Notify::new()),
            ends: tokio::sync::Mutex::new(ends),
        }
    }

    pub async fn start<F>(&self, job: F) -> Result<(), Stopped>
    where
        F: Future<Output = ()> + Send + 'static,
    {
        let (alive, mut over) = loop {
            let changed = self.changed.notified();
            if let Some(place) = self.place()? {
                break place;
            }
            changed.await;
        };
        let state = Arc::clone(&self.state);
        let changed = Arc::clone(&self.changed);
        tokio::spawn(async move {
            let finished = select! {
                biased;
                () = job => true,
                // The sender is dropped when the grace is over.
                _ = over.recv() => false,
            };
            let mut state = state.lock().unwrap();
            state.running -= 1;
            state.report.finished += usize::from(finished);
            state.report.aborted += usize::from(!finished);
            drop(state);
            changed.notify_waiters();
            drop(alive);
        });
        Ok(())
    }

    fn place(
        &self,
    ) -> Result<Option<(mpsc::Sender<()>, broadcast::Receiver<()>)>, Stopped> {
        let mut state = self.state.lock().unwrap();
        let alive = state.alive.clone().ok_or(Stopped)?;
        let over = state.over.as_ref().ok_or(Stopped)?.subscribe();
        if state.running == self.limit {
            return Ok(None);
        }
        state.running += 1;
        Ok(Some((alive, over)))
    }

    pub async fn stop(&self, grace: Duration) -> Report {
        self.state.lock().unwrap().alive = None;
        self.changed.notify_waiters();
        let mut ends = self.ends.lock().await;
        if timeout(grace, ends.recv()).await.is_err() {
            self.state.lock().unwrap().over = None;
            ends.recv().await;
        }
        self.state.lock().unwrap().report
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
