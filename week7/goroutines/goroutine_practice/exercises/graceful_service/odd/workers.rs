//! As many workers as jobs may run at once take jobs from a channel without room.

use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinHandle;
use tokio::time::{Instant, timeout_at};

type Job = Pin<Box<dyn Future<Output = ()> + Send>>;
type Order = (Job, oneshot::Sender<()>);

pub struct Service {
    orders: Mutex<Option<mpsc::UnboundedSender<Order>>>,
    queue: Arc<tokio::sync::Mutex<mpsc::UnboundedReceiver<Order>>>,
    stopped: tokio::sync::watch::Sender<bool>,
    workers: Mutex<Vec<JoinHandle<()>>>,
    report: Arc<Mutex<Report>>,
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
        let (orders, queue) = mpsc::unbounded_channel();
        let queue = Arc::new(tokio::sync::Mutex::new(queue));
        let stopped = tokio::sync::watch::Sender::new(false);
        let report = Arc::new(Mutex::new(Report::default()));
        let worker = |_| {
            let queue = Arc::clone(&queue);
            let report = Arc::clone(&report);
            let stops = stopped.subscribe();
            tokio::spawn(work(queue, stops, report))
        };
        let workers = Mutex::new((0..limit).map(worker).collect());
        let orders = Mutex::new(Some(orders));
        Service { orders, queue, stopped, workers, report }
    }

    pub async fn start<F>(&self, job: F) -> Result<(), Stopped>
    where
        F: Future<Output = ()> + Send + 'static,
    {
        let (begins, begun) = oneshot::channel();
        let orders = self.orders.lock().unwrap().clone().ok_or(Stopped)?;
        orders.send((Box::pin(job), begins)).map_err(|_| Stopped)?;
        drop(orders);
        begun.await.map_err(|_| Stopped)
    }

    pub async fn stop(&self, grace: Duration) -> Report {
        let deadline = Instant::now() + grace;
        self.orders.lock().unwrap().take();
        self.stopped.send_replace(true);
        // Those that no worker has taken: dropped, their start fails.
        let mut queue = self.queue.lock().await;
        queue.close();
        while queue.try_recv().is_ok() {}
        drop(queue);
        let workers = std::mem::take(&mut *self.workers.lock().unwrap());
        for mut worker in workers {
            if timeout_at(deadline, &mut worker).await.is_err() {
                worker.abort();
                let _ = worker.await;
            }
        }
        *self.report.lock().unwrap()
    }
}

async fn work(
    queue: Arc<tokio::sync::Mutex<mpsc::UnboundedReceiver<Order>>>,
    mut stops: tokio::sync::watch::Receiver<bool>,
    report: Arc<Mutex<Report>>,
) {
    loop {
        let order = tokio::select! {
            biased;
            _ = stops.wait_for(|stopped| *stopped) => return,
            order = async { queue.lock().await.recv().await } => order,
        };
        let Some((job, begins)) = order else { return };
        if begins.send(()).is_ok() {
            // A job counts as aborted until it has ended.
            report.lock().unwrap().aborted += 1;
            job.await;
            let mut report = report.lock().unwrap();
            report.aborted -= 1;
            report.finished += 1;
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
