//! exit 1: FAILS, nobody woke the waiting task
//! exit 1: task 2 locked ready in line 26 and sent none.
//! The lock that is held meanwhile would not help if it were let go.
use std::sync::{Arc, Condvar, Mutex};
use std::thread;

#[derive(Default)]
struct Link {
    connection: Mutex<u32>,
    ready: Mutex<bool>,
    changed: Condvar,
}

fn main() {
    let link = Arc::new(Link::default());
    let (sends, sets) = (Arc::clone(&link), Arc::clone(&link));
    let sender = thread::spawn(move || {
        let mut connection = sends.connection.lock().unwrap();
        let mut ready = sends.ready.lock().unwrap();
        while !*ready {
            ready = sends.changed.wait(ready).unwrap();
        }
        *connection += 1;
    });
    let setter = thread::spawn(move || {
        *sets.ready.lock().unwrap() = true;
    });
    setter.join().unwrap();
    let sent = *link.connection.lock().unwrap();
    println!("{sent} so far");
    sender.join().unwrap();
}
