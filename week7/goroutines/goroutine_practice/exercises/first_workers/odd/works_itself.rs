//! The caller is the last of the workers, and is woken by the one that ends last.

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
    let left = Arc::new(AtomicUsize::new(workers - 1));
    let slots: Arc<Vec<_>> =
        Arc::new((1..workers).map(|_| Mutex::new(None)).collect());
    for number in 1..workers {
        let (work, left) = (Arc::clone(&work), Arc::clone(&left));
        let (slots, caller) = (Arc::clone(&slots), thread::current());
        thread::spawn(move || {
            *slots[number - 1].lock().unwrap() = Some(work(number));
            left.fetch_sub(1, SeqCst);
            caller.unpark();
        });
    }
    let own = work(workers);
    while left.load(SeqCst) > 0 {
        thread::park();
    }
    let others = slots.iter().filter_map(|slot| slot.lock().unwrap().take());
    others.chain([own]).collect()
}

fn main() {
    let lines = run_workers(5, |number| {
        thread::sleep(Duration::from_millis(60 - 10 * number as u64));
        println!("worker {number} is done");
        format!("from worker {number}")
    });
    println!("all are done: {}", lines.join(", "));
}
