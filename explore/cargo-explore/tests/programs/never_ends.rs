//! exit 3: No schedule came to its end, and what is cut off is no failure.
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::thread;

fn main() {
    let stop = Arc::new(AtomicBool::new(false));
    let other = Arc::clone(&stop);
    let task = thread::spawn(move || while !other.swap(false, SeqCst) {});
    task.join().unwrap();
}
