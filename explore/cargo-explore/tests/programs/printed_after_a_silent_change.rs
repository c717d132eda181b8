//! exit 1: FAILS, nobody woke the waiting task
//! exit 1: task 2 locked ready in line 23 and sent none.
//! Who only prints changes nothing.
use std::sync::{Arc, Condvar, Mutex};
use std::thread;

#[derive(Default)]
struct Door {
    ready: Mutex<bool>,
    changed: Condvar,
}

fn main() {
    let door = Arc::new(Door::default());
    let (waits, sets) = (Arc::clone(&door), Arc::clone(&door));
    let waiter = thread::spawn(move || {
        let mut ready = waits.ready.lock().unwrap();
        while !*ready {
            ready = waits.changed.wait(ready).unwrap();
        }
    });
    let setter = thread::spawn(move || {
        *sets.ready.lock().unwrap() = true;
    });
    setter.join().unwrap();
    println!("ready: {}", door.ready.lock().unwrap());
    waiter.join().unwrap();
}
