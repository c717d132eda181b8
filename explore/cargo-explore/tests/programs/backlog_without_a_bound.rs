//! exit 1: FAILS, a claim does not hold
//! exit 1: too many jobs wait
//! The messages would have been received: the record ends at the panic.
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::sync::mpsc::channel;
use std::thread;

fn main() {
    let (jobs, inbox) = channel();
    let backlog = Arc::new(AtomicU32::new(0));
    let grows = Arc::clone(&backlog);
    let producer = thread::spawn(move || {
        for job in 0..4 {
            let waiting = grows.fetch_add(1, SeqCst);
            assert!(waiting < 3, "too many jobs wait");
            jobs.send(job).unwrap();
        }
    });
    while let Ok(_job) = inbox.recv() {
        backlog.fetch_sub(1, SeqCst);
    }
    producer.join().unwrap();
}
