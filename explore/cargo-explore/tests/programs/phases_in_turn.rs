//! exit 1: FAILS, a result was read before its task had ended
//! exit 1: main looked at total in line 23.
//! What a task has joined before it writes is not lost.
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::thread;

fn main() {
    let phase = Arc::new(AtomicU32::new(0));
    let total = Arc::new(AtomicU32::new(0));
    assert_eq!(phase.load(SeqCst), 0, "nobody has begun");
    let (its_phase, its_total) = (Arc::clone(&phase), Arc::clone(&total));
    let first = thread::spawn(move || {
        its_total.fetch_add(1, SeqCst);
        its_phase.store(1, SeqCst);
    });
    first.join().unwrap();
    phase.store(2, SeqCst);
    let its_total = Arc::clone(&total);
    let second = thread::spawn(move || {
        its_total.fetch_add(1, SeqCst);
    });
    assert_eq!(total.load(SeqCst), 2);
    second.join().unwrap();
}
