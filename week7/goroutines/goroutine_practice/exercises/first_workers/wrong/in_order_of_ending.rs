//! Collects what comes in the order in which it comes.

use std::sync::{Arc, mpsc};
use std::thread;
use std::time::Duration;

pub fn run_workers<T, F>(workers: usize, work: F) -> Vec<T>
where
    T: Send + 'static,
    F: Fn(usize) -> T + Send + Sync + 'static,
{
    let work = Arc::new(work);
    let (done, all_done) = mpsc::channel();
    for number in 1..=workers {
        let (work, done) = (Arc::clone(&work), done.clone());
        thread::spawn(move || done.send(work(number)));
    }
    drop(done);
    all_done.into_iter().collect()
}

fn main() {
    let lines = run_workers(5, |number| {
        thread::sleep(Duration::from_millis(60 - 10 * number as u64));
        println!("worker {number} is done");
        format!("from worker {number}")
    });
    println!("all are done: {}", lines.join(", "));
}
