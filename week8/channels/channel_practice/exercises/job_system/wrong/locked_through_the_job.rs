//! The lock that the head of `while let` takes is let go after the job, not before.

use std::collections::VecDeque;
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
    let queue: VecDeque<_> = jobs.into_iter().enumerate().collect();
    let queue = Arc::new(Mutex::new(queue));
    let (tell, told) = unbounded();
    let start = |_| {
        let (queue, tell) = (Arc::clone(&queue), tell.clone());
        thread::spawn(move || {
            let mut own = Statistics::default();
            while let Some((number, job)) = queue.lock().unwrap().pop_front() {
                let result = job();
                own.count(&result);
                tell.send((number, result)).unwrap();
            }
            own
        })
    };
    let tasks: Vec<_> = (0..workers).map(start).collect();
    drop(tell);
    let mut results: Vec<_> = told.iter().collect();
    results.sort_by_key(|(number, _)| *number);
    let workers: Vec<_> =
        tasks.into_iter().map(|task| task.join().unwrap()).collect();
    let mut total = Statistics::default();
    for own in &workers {
        total.merge(own);
    }
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
