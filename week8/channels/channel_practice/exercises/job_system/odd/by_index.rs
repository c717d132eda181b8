//! Scoped workers take the next number, and the job out of the slot of that number.

use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::sync::{Mutex, OnceLock};
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
    let slots: Vec<_> = jobs.into_iter().map(|job| Mutex::new(Some(job))).collect();
    let done: Vec<_> = slots.iter().map(|_| OnceLock::new()).collect();
    let next = AtomicUsize::new(0);
    let workers: Vec<Statistics> = thread::scope(|scope| {
        let start = |_| {
            scope.spawn(|| {
                let mut own = Statistics::default();
                loop {
                    let number = next.fetch_add(1, SeqCst);
                    let Some(slot) = slots.get(number) else { return own };
                    let job = slot.lock().unwrap().take().unwrap();
                    let result = job();
                    own.count(&result);
                    done[number].set(result).unwrap();
                }
            })
        };
        let tasks: Vec<_> = (0..workers).map(start).collect();
        tasks.into_iter().map(|task| task.join().unwrap()).collect()
    });
    let mut total = Statistics::default();
    workers.iter().for_each(|own| total.merge(own));
    let results =
        done.into_iter().map(|result| result.into_inner().unwrap()).collect();
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
