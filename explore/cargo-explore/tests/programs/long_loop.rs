//! exit 3: No schedule came to its end, and what is cut off is no failure.
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::thread;

fn main() {
    let stop = Arc::new(AtomicBool::new(false));
    let own = Arc::clone(&stop);
    // It ends by itself, if later than a schedule is long.
    let task = thread::spawn(move || {
        let mut turns = 0;
        while turns < 60_000 && !own.load(SeqCst) {
            turns += 1;
        }
    });
    task.join().unwrap();
}
