//! A receiver of std under a lock, which is let go before the job runs.

use std::panic::{self, AssertUnwindSafe};
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// The job panicked.
#[derive(Debug, PartialEq, Eq)]
pub struct Panicked;

type Job = Box<dyn FnOnce() + Send>;

pub struct Pool {
    /// Taken when the pool stops.
    jobs: Option<Sender<Job>>,
    workers: Vec<JoinHandle<()>>,
}

pub struct Handle<T> {
    result: Receiver<Result<T, Panicked>>,
}

impl Pool {
    pub fn new(workers: usize) -> Pool {
        let (jobs, queue) = mpsc::channel::<Job>();
        let queue = Arc::new(Mutex::new(queue));
        let start = |_| {
            let queue = Arc::clone(&queue);
            thread::spawn(move || {
                loop {
                    // The guard is gone at the end of this line.
                    let job = queue.lock().unwrap().recv();
                    match job {
                        Ok(job) => job(),
                        Err(_) => break,
                    }
                }
            })
        };
        Pool { jobs: Some(jobs), workers: (0..workers).map(start).collect() }
    }

    pub fn submit<T, F>(&self, job: F) -> Handle<T>
    where
        T: Send + 'static,
        F: FnOnce() -> T + Send + 'static,
    {
        let (tell, result) = mpsc::channel();
        let job = move || {
            let result = panic::catch_unwind(AssertUnwindSafe(job));
            // Nobody may wait for it.
            let _ = tell.send(result.map_err(|_| Panicked));
        };
        self.jobs.as_ref().unwrap().send(Box::new(job)).unwrap();
        Handle { result }
    }

    pub fn stop(self) {
        // Dropping it is stopping.
    }
}

impl Drop for Pool {
    fn drop(&mut self) {
        // Without a sender the queue ends, once it is empty.
        self.jobs = None;
        for worker in self.workers.drain(..) {
            worker.join().unwrap();
        }
    }
}

impl<T> Handle<T> {
    pub fn wait(self) -> Result<T, Panicked> {
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
