//! exit 1: FAILS, two values do not belong together
//! exit 1: task 1 locks giro in line 8, and has not come to savings yet when task 2
//! An audit waits for nobody.
use std::sync::{Arc, Mutex};
use std::thread;

fn transfer(giro: &Mutex<u32>, savings: &Mutex<u32>) {
    *giro.lock().unwrap() -= 10;
    *savings.lock().unwrap() += 10;
}

fn audit(giro: &Mutex<u32>, savings: &Mutex<u32>) {
    let first = giro.lock().unwrap();
    let second = savings.lock().unwrap();
    assert_eq!(*first + *second, 100);
}

fn main() {
    let giro = Arc::new(Mutex::new(60));
    let savings = Arc::new(Mutex::new(40));
    let (from, to) = (Arc::clone(&giro), Arc::clone(&savings));
    let clerk = thread::spawn(move || transfer(&from, &to));
    let auditor = thread::spawn(move || audit(&giro, &savings));
    clerk.join().unwrap();
    auditor.join().unwrap();
}
