//! exit 1: FAILS, a livelock task 1 swaps true for true in
//! exit 1: The last change of
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::thread;

fn main() {
    let locked = Arc::new(AtomicBool::new(false));
    let own = Arc::clone(&locked);
    // Nobody lets it go.
    while locked.swap(true, SeqCst) {}
    let task = thread::spawn(move || while own.swap(true, SeqCst) {});
    task.join().unwrap();
}
