//! exit 0: Every behaviour of
//! Two tasks count in one step each.
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::thread;

fn main() {
    let counter = Arc::new(AtomicU32::new(0));
    let other = Arc::clone(&counter);
    let task = thread::spawn(move || other.fetch_add(1, SeqCst));
    counter.fetch_add(1, SeqCst);
    task.join().unwrap();
    println!("all is counted");
    assert_eq!(counter.load(SeqCst), 2);
}
