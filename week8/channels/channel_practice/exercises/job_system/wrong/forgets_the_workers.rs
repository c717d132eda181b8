//! The caller receives a result for each job, and then nobody waits for a worker.

use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use crossbeam::channel::unbounded;

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
    let count = jobs.len();
    let (queue, waiting) = unbounded();
    for job in jobs.into_iter().enumerate() {
        queue.send(job).unwrap();
    }
    drop(queue);
    let (tell, told) = unbounded();
    let all = Arc::new(Mutex::new(vec![Statistics::default(); workers]));
    for worker in 0..workers {
        let (waiting, tell, all) =
            (waiting.clone(), tell.clone(), Arc::clone(&all));
        thread::spawn(move || {
            for (number, job) in waiting {
                let job: Work = job;
                let result = job();
                all.lock().unwrap()[worker].count(&result);
                tell.send((number, result)).unwrap();
            }
        });
    }
    let mut results: Vec<_> = told.iter().take(count).collect();
    results.sort_by_key(|(number, _)| *number);
    let workers = all.lock().unwrap().clone();
    let mut total = Statistics::default();
    workers.iter().for_each(|own| total.merge(own));
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
