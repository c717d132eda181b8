//! first_workers: several workers at the same time, and a caller that waits for all.
//!
//! `run_workers(workers, work)` starts `workers` tasks, at least 1. The tasks are
//! numbered from 1. Each task calls `work` once, with its number.
//!
//! - All tasks work at the same time. No task waits until another one has ended.
//! - `run_workers` returns when every `work` has returned, however long that takes, and
//!   never earlier. Joining every task is the simplest way to know. Another way is as
//!   good if it never returns too early.
//! - It returns the results of `work` in the order of the numbers, whichever task ended
//!   first.
//!
//! `work` does not panic. Keep the name and the arguments of the function. Inside, use
//! what you like from std or crossbeam. Write the body, then run
//! `cargo week7 check first_workers`.

use std::thread;
use std::time::Duration;

pub fn run_workers<T, F>(workers: usize, work: F) -> Vec<T>
where
    T: Send + 'static,
    F: Fn(usize) -> T + Send + Sync + 'static,
{
    let _ = (workers, work);
    todo!("start the workers, wait for them, return what they returned")
}

fn main() {
    let lines = run_workers(5, |number| {
        thread::sleep(Duration::from_millis(60 - 10 * number as u64));
        println!("worker {number} is done");
        format!("from worker {number}")
    });
    println!("all are done: {}", lines.join(", "));
}
