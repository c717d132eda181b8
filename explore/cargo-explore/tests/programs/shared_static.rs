//! exit 0: Every behaviour of up to 3 tasks was tried
use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::thread;

static COUNTER: AtomicU32 = AtomicU32::new(7);

fn number() -> u32 {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    COUNTER.fetch_add(1, SeqCst);
    NEXT.fetch_add(1, SeqCst)
}

fn main() {
    let tasks = [(); 2].map(|()| thread::spawn(number));
    let numbers = tasks.map(|task| task.join().unwrap());
    assert_eq!(numbers[0] + numbers[1], 1);
    assert_eq!(COUNTER.load(SeqCst), 9);
}
