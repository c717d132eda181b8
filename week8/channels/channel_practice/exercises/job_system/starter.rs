//! job_system: a hundred jobs, five workers, and statistics that add up.
//!
//! `run` starts `workers` workers, at least 1. They run all jobs. `run` returns a
//! report.
//!
//! - Each job runs once. There are never more jobs running than workers. No worker is
//!   idle while a job waits.
//! - `results` has the result of each job, in the order of the jobs. A job that fails
//!   returns an error. It does not panic, and no other job notices.
//! - `workers` has the statistics of each worker, in any order: how many of its jobs
//!   returned a value (`done`), how many an error (`failed`), and the sum of these
//!   values. A worker that ran no job has zeros.
//! - `total` is the sum of the statistics of all workers. All sums fit into their
//!   types.
//! - When `run` returns, every task that it started has ended.
//!
//! Keep the types and the signature of `run`. Inside, use what you like from std or
//! crossbeam. Write the body, then run `cargo week8 check job_system`.

use std::thread;
use std::time::Duration;

pub type Work = Box<dyn FnOnce() -> Result<u64, String> + Send>;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Statistics {
    pub done: usize,
    pub failed: usize,
    /// Of the values of those that are done.
    pub sum: u64,
}

pub struct Report {
    /// In the order of the jobs.
    pub results: Vec<Result<u64, String>>,
    /// Of each worker.
    pub workers: Vec<Statistics>,
    /// Of all.
    pub total: Statistics,
}

pub fn run(workers: usize, jobs: Vec<Work>) -> Report {
    let _ = (workers, jobs);
    todo!("give the jobs to workers, and collect what comes of them")
}

fn main() {
    let job = |number: u64| -> Work {
        Box::new(move || {
            thread::sleep(Duration::from_millis(2));
            match number % 10 {
                0 => Err(format!("job {number} failed")),
                _ => Ok(number),
            }
        })
    };
    let report = run(5, (1..=100).map(job).collect());
    println!("{} results, {:?}", report.results.len(), report.total);
    for (number, own) in report.workers.iter().enumerate() {
        println!("worker {number}: {own:?}");
    }
}
