//! exit 0: schedules had not ended after many steps: from there on each task had its turns
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::thread;

fn main() {
    let ready = Arc::new(AtomicBool::new(false));
    let flag = Arc::clone(&ready);
    let task = thread::spawn(move || flag.store(true, SeqCst));
    while !ready.load(SeqCst) {}
    task.join().unwrap();
}
