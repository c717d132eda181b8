//! exit 1: it is not set yet
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::thread;
use std::time::Duration;

fn main() {
    let ready = Arc::new(AtomicBool::new(false));
    let sets = Arc::clone(&ready);
    let task = thread::spawn(move || sets.store(true, SeqCst));
    thread::sleep(Duration::from_secs(1));
    assert!(ready.load(SeqCst), "it is not set yet");
    task.join().unwrap();
}
