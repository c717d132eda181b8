//! exit 1: an update was lost
//! exit 1: main panics in line 25: assertion `left == right` failed, left: 1, right: 2
//! Two tasks count, and each forgets the other.
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::thread;

fn main() {
    let counter = Arc::new(AtomicU32::new(0));
    let tasks: Vec<_> = (0..2)
        .map(|_| {
            let counter = Arc::clone(&counter);
            thread::spawn(move || {
                let seen = counter.load(SeqCst);
                println!("this is in the record, and nowhere else");
                counter.store(seen + 1, SeqCst);
            })
        })
        .collect();
    for task in tasks {
        task.join().unwrap();
    }
    let found = counter.load(SeqCst);
    eprintln!("this too");
    assert_eq!(found, 2);
}
