//! exit 1: FAILS, the lock was released too early
//! exit 1: locks sum in line 10 and again in line 11.
//! Who is not the only owner makes a copy, and wants no more.
use std::sync::{Arc, Mutex};
use std::thread;

fn sort_and_add(prices: Arc<Vec<u32>>, sum: &Mutex<u32>) {
    let mut own = Arc::try_unwrap(prices).unwrap_or_else(|all| (*all).clone());
    own.sort_unstable();
    let before = *sum.lock().unwrap();
    *sum.lock().unwrap() = before + own[0];
}

fn main() {
    let prices = Arc::new(vec![3, 1, 2]);
    let sum = Arc::new(Mutex::new(0));
    let tasks = [1, 2].map(|_| {
        let (prices, sum) = (Arc::clone(&prices), Arc::clone(&sum));
        thread::spawn(move || sort_and_add(prices, &sum))
    });
    for task in tasks {
        task.join().unwrap();
    }
    assert_eq!(*prices, [3, 1, 2]);
    assert_eq!(*sum.lock().unwrap(), 2);
}
