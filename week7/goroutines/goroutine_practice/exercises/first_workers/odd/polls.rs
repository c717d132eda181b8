//! It looks again every millisecond, until all tasks have ended.

use std::sync::{Arc, Mutex};
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::thread;
use std::time::Duration;

pub fn run_workers<T, F>(workers: usize, work: F) -> Vec<T>
where
    T: Send + 'static,
    F: Fn(usize) -> T + Send + Sync + 'static,
{
    let work = Arc::new(work);
    let results = Arc::new((0..workers).map(|_| Mutex::new(None)).collect::<Vec<_>>());
    let done = Arc::new(AtomicUsize::new(0));
    for n in 0..workers {
        let (work, results, done) = (work.clone(), results.clone(), done.clone());
        thread::spawn(move || {
            let result = work(n + 1);
            *results[n].lock().unwrap() = Some(result);
            done.fetch_add(1, SeqCst);
        });
    }
    while done.load(SeqCst) < workers {
        thread::sleep(Duration::from_millis(1));
    }
    results.iter().map(|place| place.lock().unwrap().take().unwrap()).collect()
}

fn main() {
    let lines = run_workers(5, |number| {
        thread::sleep(Duration::from_millis(60 - 10 * number as u64));
        println!("worker {number} is done");
        format!("from worker {number}")
    });
    println!("all are done: {}", lines.join(", "));
}
