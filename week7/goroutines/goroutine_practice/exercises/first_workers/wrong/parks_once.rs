//! It parks once. Who calls may have a token from before, and then it does not wait.

use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

pub fn run_workers<T, F>(workers: usize, work: F) -> Vec<T>
where
    T: Send + 'static,
    F: Fn(usize) -> T + Send + Sync + 'static,
{
    let work = Arc::new(work);
    let left = Arc::new(AtomicUsize::new(workers));
    let slots: Arc<Vec<_>> = Arc::new((0..workers).map(|_| Mutex::new(None)).collect());
    for number in 1..=workers {
        let (work, left) = (Arc::clone(&work), Arc::clone(&left));
        let (slots, caller) = (Arc::clone(&slots), thread::current());
        thread::spawn(move || {
            let result = work(number);
            *slots[number - 1].lock().unwrap() = Some(result);
            if left.fetch_sub(1, SeqCst) == 1 {
                caller.unpark();
            }
        });
    }
    thread::park();
    slots.iter().filter_map(|slot| slot.lock().unwrap().take()).collect()
}

fn main() {
    let lines = run_workers(5, |number| {
        thread::sleep(Duration::from_millis(60 - 10 * number as u64));
        println!("worker {number} is done");
        format!("from worker {number}")
    });
    println!("all are done: {}", lines.join(", "));
}
