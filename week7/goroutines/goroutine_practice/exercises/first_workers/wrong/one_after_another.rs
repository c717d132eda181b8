//! A loop that calls: nobody is started.

use std::thread;
use std::time::Duration;

pub fn run_workers<T, F>(workers: usize, work: F) -> Vec<T>
where
    T: Send + 'static,
    F: Fn(usize) -> T + Send + Sync + 'static,
{
    (1..=workers).map(work).collect()
}

fn main() {
    let lines = run_workers(5, |number| {
        thread::sleep(Duration::from_millis(60 - 10 * number as u64));
        println!("worker {number} is done");
        format!("from worker {number}")
    });
    println!("all are done: {}", lines.join(", "));
}
