//! exit 1: the first one was the last owner
//! Who drops the last clone of the sender closes the channel.
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::sync::{Arc, mpsc};
use std::thread;

use futures::channel::mpsc::{TryRecvError, unbounded};

fn main() {
    let (sender, mut receiver) = unbounded::<()>();
    let (sender, own) = (Arc::new(sender), AtomicBool::new(false));
    let done = Arc::new(AtomicBool::new(false));
    let (go, begins) = mpsc::channel();
    let first = {
        let sender = Arc::clone(&sender);
        thread::spawn(move || {
            go.send(()).unwrap();
            drop(sender);
        })
    };
    let second = {
        let done = Arc::clone(&done);
        thread::spawn(move || {
            own.store(true, SeqCst);
            drop(sender);
            done.store(true, SeqCst);
        })
    };
    begins.recv().unwrap();
    let is_done = done.load(SeqCst);
    let is_closed = matches!(receiver.try_recv(), Err(TryRecvError::Closed));
    first.join().unwrap();
    second.join().unwrap();
    assert!(is_closed || !is_done, "the first one was the last owner");
}
