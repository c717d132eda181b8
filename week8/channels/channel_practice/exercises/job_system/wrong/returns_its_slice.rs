//! Each worker gets a slice of the jobs and returns their results: no task shares anything.

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
    let each = jobs.len().div_ceil(workers);
    let mut left = jobs.into_iter();
    let start = |_| {
        let share: Vec<Work> = left.by_ref().take(each).collect();
        thread::spawn(move || {
            let results: Vec<_> = share.into_iter().map(|job| job()).collect();
            let mut own = Statistics::default();
            results.iter().for_each(|result| own.count(result));
            (own, results)
        })
    };
    let tasks: Vec<_> = (0..workers).map(start).collect();
    let mut total = Statistics::default();
    let (mut all, mut results) = (Vec::new(), Vec::new());
    for task in tasks {
        let (own, part) = task.join().unwrap();
        total.merge(&own);
        all.push(own);
        results.extend(part);
    }
    Report { results, workers: all, total }
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
