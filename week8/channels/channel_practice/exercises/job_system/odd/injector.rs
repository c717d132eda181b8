//! The jobs are in an `Injector` of crossbeam, from which the workers steal.

use std::thread;
use std::time::Duration;

use crossbeam::deque::{Injector, Steal};

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

impl Statistics {
    fn count(&mut self, result: &Result<u64, String>) {
        match result {
            Ok(value) => {
                self.done += 1;
                self.sum += value;
            }
            Err(_) => self.failed += 1,
        }
    }

    fn merge(&mut self, other: &Statistics) {
        self.done += other.done;
        self.failed += other.failed;
        self.sum += other.sum;
    }
}

pub fn run(workers: usize, jobs: Vec<Work>) -> Report {
    let queue = Injector::new();
    for job in jobs.into_iter().enumerate() {
        queue.push(job);
    }
    let work = || {
        let mut own = Statistics::default();
        let mut results = Vec::new();
        loop {
            let (number, job): (usize, Work) = match queue.steal() {
                Steal::Success(job) => job,
                Steal::Retry => continue,
                Steal::Empty => return (own, results),
            };
            let result = job();
            own.count(&result);
            results.push((number, result));
        }
    };
    let all: Vec<_> = thread::scope(|scope| {
        let tasks: Vec<_> = (0..workers).map(|_| scope.spawn(work)).collect();
        tasks.into_iter().map(|task| task.join().unwrap()).collect()
    });
    let (mut workers, mut results) = (Vec::new(), Vec::new());
    let mut total = Statistics::default();
    for (own, its) in all {
        total.merge(&own);
        workers.push(own);
        results.extend(its);
    }
    results.sort_by_key(|(number, _)| *number);
    let results = results.into_iter().map(|(_, result)| result).collect();
    Report { results, workers, total }
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
