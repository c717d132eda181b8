//! exit 1: waits for a receiver of done

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::sync::mpsc;
use std::thread;

/// One thread waits for as long as the program runs, and is meant to. The other one stays
/// behind in some orders only, and is not.
fn main() {
    let (jobs, todo) = mpsc::channel::<u8>();
    std::mem::forget(jobs);
    thread::spawn(move || loop {
        let _ = todo.recv();
    });
    let is_early = Arc::new(AtomicBool::new(true));
    let own = Arc::clone(&is_early);
    let (done, end) = mpsc::sync_channel::<u8>(0);
    thread::spawn(move || {
        if own.load(SeqCst) {
            done.send(1).unwrap();
        }
    });
    is_early.store(false, SeqCst);
    std::mem::forget(end);
}
