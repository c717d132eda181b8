//! exit 1: task 1 waited in line 16 and was woken.
//! exit 1: task 1 did not check again whether it can go on.
//! The loop that starts the tasks is none in which they look again.
use std::sync::{Arc, Condvar, Mutex};
use std::thread;

fn main() {
    let items = Arc::new(Mutex::new(Vec::new()));
    let more = Arc::new(Condvar::new());
    let mut takers = Vec::new();
    for _ in 0..2 {
        let (items, more) = (Arc::clone(&items), Arc::clone(&more));
        takers.push(thread::spawn(move || {
            let mut items = items.lock().unwrap();
            if items.is_empty() {
                items = more.wait(items).unwrap();
            }
            items.pop().unwrap()
        }));
    }
    for item in 0..2 {
        items.lock().unwrap().push(item);
        more.notify_all();
    }
    for taker in takers {
        taker.join().unwrap();
    }
}
