//! job_system: a hundred jobs, five workers, and statistics that add up.
//!
//! `run` starts as many workers, has them do all jobs, and reports. Nobody asks for 0
//! workers.
//!
//! - Each job runs once. No more run at a time than there are workers, and no worker is
//!   idle while a job waits.
//! - `results` has the result of each job, in the order of the jobs. A job that fails
//!   returns an error; it does not panic, and it does no harm to others.
//! - `workers` has the statistics of each worker, in any order: how many of its jobs are
//!   done, how many failed, and the sum of the values. A worker that had nothing to do
//!   has zeros.
//! - `total` is the sum of these. All sums fit into their types.
//! - When `run` returns, every task that it started has ended.
//!
//! Keep the types and the head of `run`; inside do as you like, with std or crossbeam.
//! Write what is left out, then `cargo week8 check job_system`.

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
