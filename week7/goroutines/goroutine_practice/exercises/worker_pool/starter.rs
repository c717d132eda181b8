//! worker_pool: a few workers, any number of jobs, a handle for each result.
//!
//! - `Pool::new(workers)` starts as many workers. Nobody asks for 0.
//! - `submit(job)` never waits. Each job runs once. No more run at a time than there are
//!   workers, and no worker is idle while a job waits.
//! - `wait` on a job's handle returns what the job returned. A handle may be waited on by
//!   another task, after `stop` too, or dropped: the job runs nevertheless.
//! - A job that panics does no harm to others: its handle returns `Err(Panicked)`, and
//!   the worker goes on with the next job.
//! - `stop` returns when every job that was submitted has run and every worker has ended.
//!   To drop the pool without it is the same.
//!
//! Any task may submit. Keep the names of the types and their methods; the fields are
//! yours, and inside do as you like, with std or crossbeam. A panic can be caught:
//! `panic::catch_unwind(AssertUnwindSafe(job))`. Write what is left out, then
//! `cargo week7 check worker_pool`.

use std::thread;
use std::time::Duration;

/// The job panicked.
#[derive(Debug, PartialEq, Eq)]
pub struct Panicked;

pub struct Pool {}

pub struct Handle<T> {
    result: Option<T>,
}

impl Pool {
    pub fn new(workers: usize) -> Pool {
        let _ = workers;
        todo!("start the workers")
    }

    pub fn submit<T, F>(&self, job: F) -> Handle<T>
    where
        T: Send + 'static,
        F: FnOnce() -> T + Send + 'static,
    {
        let _ = job;
        todo!("give it to a worker that is idle, or the next to be")
    }

    pub fn stop(self) {
        todo!("let the workers finish, and wait until they have ended")
    }
}

impl<T> Handle<T> {
    pub fn wait(self) -> Result<T, Panicked> {
        let _ = self.result;
        todo!("wait for the result")
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
