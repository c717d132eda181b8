//! worker_pool: a few workers, any number of jobs, and a handle for each result.
//!
//! - `Pool::new(workers)` makes a pool of `workers` workers, at least 1.
//! - `submit(job)` never waits. Several tasks may submit at the same time.
//! - Each job runs once. There are never more jobs running than workers. No worker is
//!   idle while a job waits.
//! - `wait` on a handle waits for its job and returns the result of the job. Another
//!   task may call it, also after `stop`. A handle may be dropped: its job runs all the
//!   same.
//! - If a job panics, its handle returns `Err(Panicked)`. The worker goes on with the
//!   next job, and no other job notices. What a job returns or panics with can be
//!   dropped without another panic.
//! - `stop` returns when every submitted job has run. Then the workers end, if they
//!   have not ended before. Dropping the pool without `stop` does the same. No job
//!   stops or drops the pool.
//!
//! Keep the names of the types and their methods. The fields are yours. Inside, use
//! what you like from std or crossbeam. `panic::catch_unwind(AssertUnwindSafe(job))`
//! catches a panic. Write the bodies, then run `cargo week7 check worker_pool`.

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
        todo!("give it to an idle worker, or to the next that becomes idle")
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
