//! exit 1: a task waits for itself
use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::sync::mpsc;
use std::thread;

static SUM: AtomicU32 = AtomicU32::new(0);

/// The task keeps a sender of the channel that it reads.
fn main() {
    let (sender, receiver) = mpsc::channel();
    let own = sender.clone();
    thread::spawn(move || {
        for number in receiver {
            SUM.fetch_add(number, SeqCst);
        }
        drop(own);
    });
    sender.send(1).unwrap();
}
