//! exit 1: FAILS, an update was lost
//! exit 1: Both tasks read 0 from total before either wrote.
//! A lock that was taken and let go is as good as new.
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering::SeqCst};
use std::thread;

fn add(locked: &AtomicBool, total: &AtomicU32) {
    loop {
        while locked.load(SeqCst) {
            thread::yield_now();
        }
        let before = total.load(SeqCst);
        if locked.compare_exchange(false, true, SeqCst, SeqCst).is_ok() {
            total.store(before + 1, SeqCst);
            locked.store(false, SeqCst);
            return;
        }
    }
}

fn main() {
    let locked = Arc::new(AtomicBool::new(false));
    let total = Arc::new(AtomicU32::new(0));
    let tasks = [1, 2].map(|_| {
        let (locked, total) = (Arc::clone(&locked), Arc::clone(&total));
        thread::spawn(move || add(&locked, &total))
    });
    for task in tasks {
        task.join().unwrap();
    }
    assert_eq!(total.load(SeqCst), 2);
}
