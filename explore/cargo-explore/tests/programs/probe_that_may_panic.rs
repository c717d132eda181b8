//! exit 1: FAILS, nobody woke the waiting task
//! exit 1: task 3 locked ready in line 23 and sent none. task 2 locks
//! The panic was expected, and has no part in that.
use std::sync::{Arc, Condvar, Mutex};
use std::thread;

fn probe() {
    panic!("no such device")
}

fn main() {
    assert!(thread::spawn(probe).join().is_err());
    let ready = Arc::new(Mutex::new(false));
    let changed = Arc::new(Condvar::new());
    let (its_ready, its_changed) = (Arc::clone(&ready), Arc::clone(&changed));
    let waiter = thread::spawn(move || {
        let mut ready = its_ready.lock().unwrap();
        while !*ready {
            ready = its_changed.wait(ready).unwrap();
        }
    });
    let setter = thread::spawn(move || {
        *ready.lock().unwrap() = true;
    });
    setter.join().unwrap();
    waiter.join().unwrap();
    drop(changed);
}
