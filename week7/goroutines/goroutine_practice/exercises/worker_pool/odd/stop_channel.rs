//! The end of a second channel tells the workers to stop; the rest is run after it.

use std::panic::{self, AssertUnwindSafe};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use crossbeam::channel::{Receiver, Sender, bounded, select, unbounded};

/// The job panicked.
#[derive(Debug, PartialEq, Eq)]
pub struct Panicked;

type Job = Box<dyn FnOnce() + Send>;

pub struct Pool {
    jobs: Sender<Job>,
    /// Taken when the pool stops.
    quit: Option<Sender<()>>,
    workers: Vec<JoinHandle<()>>,
}

pub struct Handle<T> {
    result: Receiver<Result<T, Panicked>>,
}

impl Pool {
    pub fn new(workers: usize) -> Pool {
        let (jobs, queue) = unbounded::<Job>();
        let (quit, quits) = bounded::<()>(0);
        let start = |_| {
            let (queue, quits) = (queue.clone(), quits.clone());
            thread::spawn(move || {
                loop {
                    select! {
                        recv(queue) -> job => job.unwrap()(),
                        recv(quits) -> _ => break,
                    }
                }
                while let Ok(job) = queue.try_recv() {
                    job();
                }
            })
        };
        let workers = (0..workers).map(start).collect();
        Pool { jobs, quit: Some(quit), workers }
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
        self.jobs.send(Box::new(job)).unwrap();
        Handle { result }
    }

    pub fn stop(self) {
        // Dropping it is stopping.
    }
}

impl Drop for Pool {
    fn drop(&mut self) {
        // Nothing is ever sent there: it ends.
        self.quit = None;
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
