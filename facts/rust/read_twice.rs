// holds race_conditions read_twice: "Then the second read waits for the writer, and
// the writer waits for the first read."
// with tokio

use std::future::Future;
use std::pin::pin;
use std::task::{Context, Waker};

use tokio::sync::RwLock;

/// tokio's lock is fair: who reads a second time stands behind the writer that waits
/// for the first.
pub fn main() {
    let lock = RwLock::new(0);
    let mut nothing_wakes = Context::from_waker(Waker::noop());
    let first = lock.try_read().unwrap();
    println!("a second read, nobody waits: {}", lock.try_read().is_ok());
    let mut writer = pin!(lock.write());
    assert!(writer.as_mut().poll(&mut nothing_wakes).is_pending());
    let mut second = pin!(lock.read());
    let waits = second.as_mut().poll(&mut nothing_wakes).is_pending();
    println!("a second read waits behind a writer: {waits}");
    drop(first);
    println!("the writer has its turn: {}", writer.as_mut().poll(&mut nothing_wakes).is_ready());
}

// prints:
// a second read, nobody waits: true
// a second read waits behind a writer: true
// the writer has its turn: true
