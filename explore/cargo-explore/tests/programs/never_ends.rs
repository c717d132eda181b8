//! exit 3: No schedule came to its end, and what is cut off is no failure.
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering::SeqCst};
use std::thread;

fn main() {
    let turns = Arc::new(AtomicU64::new(0));
    let other = Arc::clone(&turns);
    let task =
        thread::spawn(move || while other.fetch_add(1, SeqCst) < u64::MAX {});
    task.join().unwrap();
}
