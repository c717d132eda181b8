//! exit 1: FAILS, an update was lost
//! exit 1: So one of the two updates was lost. lost_beside_a_copy.rs
//! The copy has no part in that.
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::thread;

fn sort_and_count(prices: Arc<Vec<u32>>, sorted: &AtomicU32) -> Vec<u32> {
    let mut own = Arc::try_unwrap(prices).unwrap_or_else(|all| (*all).clone());
    own.sort_unstable();
    let before = sorted.load(SeqCst);
    sorted.store(before + 1, SeqCst);
    own
}

fn main() {
    let prices = Arc::new(vec![3, 1, 2]);
    let sorted = Arc::new(AtomicU32::new(0));
    let tasks = [1, 2].map(|_| {
        let (prices, sorted) = (Arc::clone(&prices), Arc::clone(&sorted));
        thread::spawn(move || sort_and_count(prices, &sorted))
    });
    for task in tasks {
        assert_eq!(task.join().unwrap(), [1, 2, 3]);
    }
    assert_eq!(*prices, [3, 1, 2]);
    assert_eq!(sorted.load(SeqCst), 2);
}
