//! Waits for some time in place of waiting for the tasks.

use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

pub fn run_workers<T, F>(workers: usize, work: F) -> Vec<T>
where
    T: Send + 'static,
    F: Fn(usize) -> T + Send + Sync + 'static,
{
    let work = Arc::new(work);
    let results = Arc::new(Mutex::new(Vec::new()));
    for number in 1..=workers {
        let (work, results) = (Arc::clone(&work), Arc::clone(&results));
        thread::spawn(move || {
            let result = work(number);
            results.lock().unwrap().push((number, result));
        });
    }
    thread::sleep(Duration::from_secs(1));
    let mut results = std::mem::take(&mut *results.lock().unwrap());
    results.sort_by_key(|&(number, _)| number);
    results.into_iter().map(|(_, result)| result).collect()
}

fn main() {
    let lines = run_workers(5, |number| {
        thread::sleep(Duration::from_millis(60 - 10 * number as u64));
        println!("worker {number} is done");
        format!("from worker {number}")
    });
    println!("all are done: {}", lines.join(", "));
}
