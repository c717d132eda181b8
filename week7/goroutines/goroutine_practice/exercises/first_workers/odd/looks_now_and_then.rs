//! Looks now and then whether all are finished.

use std::sync::Arc;
use std::thread;
use std::time::Duration;

pub fn run_workers<T, F>(workers: usize, work: F) -> Vec<T>
where
    T: Send + 'static,
    F: Fn(usize) -> T + Send + Sync + 'static,
{
    let work = Arc::new(work);
    let tasks: Vec<_> = (1..=workers)
        .map(|number| {
            let work = Arc::clone(&work);
            thread::spawn(move || work(number))
        })
        .collect();
    while !tasks.iter().all(|task| task.is_finished()) {
        thread::sleep(Duration::from_millis(10));
    }
    tasks.into_iter().map(|task| task.join().unwrap()).collect()
}

fn main() {
    let lines = run_workers(5, |number| {
        thread::sleep(Duration::from_millis(60 - 10 * number as u64));
        println!("worker {number} is done");
        format!("from worker {number}")
    });
    println!("all are done: {}", lines.join(", "));
}
