//! exit 1: an update was lost
use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::thread;

static COUNTER: AtomicU32 = AtomicU32::new(0);

fn main() {
    let tasks = [(); 2].map(|()| {
        thread::spawn(|| {
            let seen = COUNTER.load(SeqCst);
            COUNTER.store(seen + 1, SeqCst);
        })
    });
    for task in tasks {
        task.join().unwrap();
    }
    assert_eq!(COUNTER.load(SeqCst), 2, "an update was lost");
}
