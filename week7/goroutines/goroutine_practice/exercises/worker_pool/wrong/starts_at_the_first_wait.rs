//! The workers start when somebody waits for the first time, or stops the pool.

use std::panic::{self, AssertUnwindSafe};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use crossbeam::channel::{Receiver, Sender, bounded, unbounded};

/// The job panicked.
#[derive(Debug, PartialEq, Eq)]
pub struct Panicked;

type Job = Box<dyn FnOnce() + Send>;

pub struct Pool {
    /// Taken when the pool stops.
    jobs: Option<Sender<Job>>,
    shared: Arc<Shared>,
}

struct Shared {
    queue: Receiver<Job>,
    many: usize,
    workers: Mutex<Option<Vec<JoinHandle<()>>>>,
}

impl Shared {
    fn start(&self) {
        let start = |_| {
            let queue = self.queue.clone();
            thread::spawn(move || queue.iter().for_each(|job| job()))
        };
        let mut workers = self.workers.lock().unwrap();
        workers.get_or_insert_with(|| (0..self.many).map(start).collect());
    }
}

pub struct Handle<T> {
    result: Receiver<Result<T, Panicked>>,
    shared: Arc<Shared>,
}

impl Pool {
    pub fn new(workers: usize) -> Pool {
        let (jobs, queue) = unbounded::<Job>();
        let shared = Shared { queue, many: workers, workers: Mutex::new(None) };
        Pool { jobs: Some(jobs), shared: Arc::new(shared) }
    }

    pub fn submit<T, F>(&self, job: F) -> Handle<T>
    where
        T: Send + 'static,
        F: FnOnce() -> T + Send + 'static,
    {
        let (tell, result) = bounded(1);
        let job = move || {
            let result = panic::catch_unwind(AssertUnwindSafe(job));
            // Nobody may wait for it.
            let _ = tell.send(result.map_err(|_| Panicked));
        };
        self.jobs.as_ref().unwrap().send(Box::new(job)).unwrap();
        Handle { result, shared: Arc::clone(&self.shared) }
    }

    pub fn stop(self) {
        // Dropping it is stopping.
    }
}

impl Drop for Pool {
    fn drop(&mut self) {
        // Without a sender the queue ends, once it is empty.
        self.jobs = None;
        self.shared.start();
        let workers = self.shared.workers.lock().unwrap().replace(Vec::new());
        for worker in workers.into_iter().flatten() {
            worker.join().unwrap();
        }
    }
}

impl<T> Handle<T> {
    pub fn wait(self) -> Result<T, Panicked> {
        self.shared.start();
        self.result.recv().unwrap()
    }
}

fn main() {
    let pool = Pool::new(2);
    let jobs: Vec<Handle<u64>> = (1..=4)
        .map(|n| {
            pool.submit(move || {
                thread::sleep(Duration::from_millis(20));
                n * n
            })
        })
        .collect();
    let panics = pool.submit(|| panic!("as planned"));
    for job in jobs {
        println!("{:?}", job.wait());
    }
    let result: Result<(), Panicked> = panics.wait();
    println!("{result:?}");
    pool.stop();
}
