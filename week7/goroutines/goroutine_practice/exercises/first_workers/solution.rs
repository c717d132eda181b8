//! All are started before the first is waited for: `collect` starts them, and only then does
//! the second loop join. One lazy chain of both would start one, wait for it, and start
//! the next. Each handle gives back what its own task returned, so the order of the
//! handles is the order of the numbers.

use std::sync::Arc;
use std::thread;
use std::time::Duration;

pub fn run_workers<T, F>(workers: usize, work: F) -> Vec<T>
where
    T: Send + 'static,
    F: Fn(usize) -> T + Send + Sync + 'static,
{
    let work = Arc::new(work);
    let start = |number| {
        let work = Arc::clone(&work);
        thread::spawn(move || work(number))
    };
    let tasks: Vec<_> = (1..=workers).map(start).collect();
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
