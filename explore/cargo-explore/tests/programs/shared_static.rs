//! exit 3: It is the atomic made at shared_static.rs:5.
//! exit 3: A static
use std::sync::atomic::{AtomicU32, Ordering::SeqCst};

static COUNTER: AtomicU32 = AtomicU32::new(0);

fn main() {
    std::thread::spawn(|| COUNTER.fetch_add(1, SeqCst)).join().unwrap();
    assert_eq!(COUNTER.load(SeqCst), 1);
}
