//! exit 1: locks are taken in different orders
use std::sync::{Arc, Mutex};
use std::thread;

fn main() {
    let left = Arc::new(Mutex::new(1));
    let right = Arc::new(Mutex::new(2));
    let task = {
        let (left, right) = (Arc::clone(&left), Arc::clone(&right));
        thread::spawn(move || {
            let right = right.lock().unwrap();
            *left.lock().unwrap() += *right;
        })
    };
    {
        let left = left.lock().unwrap();
        *right.lock().unwrap() += *left;
    }
    task.join().unwrap();
}
