//! exit 1: FAILS, two things were changed in different orders
//! exit 1: task 1 came to next in line 9 before task 2 did, and to log in line 10 after
//! Nobody asks which task was started first.
use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::sync::{Arc, Mutex};
use std::thread;

fn put(next: &AtomicU32, log: &Mutex<Vec<u32>>) {
    let number = next.fetch_add(1, SeqCst);
    log.lock().unwrap().push(number);
}

fn main() {
    let next = Arc::new(AtomicU32::new(0));
    let log = Arc::new(Mutex::new(Vec::new()));
    let tasks = [1, 2].map(|_| {
        let (next, log) = (Arc::clone(&next), Arc::clone(&log));
        thread::spawn(move || put(&next, &log))
    });
    for task in tasks {
        task.join().unwrap();
    }
    let numbers = log.lock().unwrap().clone();
    assert_eq!(numbers, [0, 1]);
}
