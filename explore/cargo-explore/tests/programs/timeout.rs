//! exit 1: Err(Timeout)
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

fn main() {
    let (send, receive) = mpsc::channel();
    let task = thread::spawn(move || send.send(1));
    let first = receive.recv_timeout(Duration::from_secs(1));
    let _ = task.join();
    assert_eq!(first, Ok(1));
}
