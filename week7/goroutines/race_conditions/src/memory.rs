//! Which writes of one task another task must see.

use std::sync::Arc as StdArc;
use std::sync::atomic::AtomicUsize as StdAtomicUsize;

use loom::sync::atomic::Ordering::{self, Acquire, Relaxed, Release};
use loom::sync::atomic::{AtomicBool, AtomicU32};
use loom::sync::{Arc, Mutex, mpsc};
use loom::thread;
use shared::Log;

/// A compiler and a processor may reorder what one thread does, as long as
/// that thread cannot notice; another thread can. An edge of happens-before
/// makes sure that a thread sees what another one wrote before. Here are
/// five: spawn, join, send and receive, unlock and lock, and a flag stored
/// with `Release` and loaded with `Acquire`. With `Relaxed` a thread may see
/// the flag and miss the letter that was written before it. Go's atomics are
/// always edges, because there is no `Relaxed`, and a goroutine's exit is no
/// edge, because there is no join. loom runs a program in many of the orders
/// that its memory orderings allow, not in all of them.
pub fn happens_before(log: &Log) {
    let main = log.task("main");
    let programs: [(&str, fn()); 6] = [
        ("spawn to first line", spawned),
        ("last line to join", joined),
        ("send to receive", sent),
        ("unlock to lock", unlocked),
        ("release to acquire", || flagged(Release, Acquire)),
        ("relaxed to relaxed", || flagged(Relaxed, Relaxed)),
    ];
    for (edge, program) in programs {
        let orders = StdArc::new(StdAtomicUsize::new(0));
        let count = StdArc::clone(&orders);
        // `quietly` returns the message of a panic, and prints nothing.
        let checked = explore::quietly(move || {
            loom::model(move || {
                count.fetch_add(1, Relaxed);
                program();
            });
        });
        let orders = orders.load(Relaxed);
        let seen = match checked {
            Ok(()) => "the letter is there".to_string(),
            Err(panic) => panic, // loom stops at the first order that fails
        };
        writeln!(main, "{edge}: {seen}; orders tried: {orders}");
    }
}

const WRITTEN: u32 = 42;

fn read(letter: &AtomicU32) {
    assert!(letter.load(Relaxed) == WRITTEN, "a stale read");
}

fn spawned() {
    let letter = Arc::new(AtomicU32::new(0));
    letter.store(WRITTEN, Relaxed);
    let reader = Arc::clone(&letter);
    thread::spawn(move || read(&reader)).join().unwrap();
}

fn joined() {
    let letter = Arc::new(AtomicU32::new(0));
    let writer = Arc::clone(&letter);
    thread::spawn(move || writer.store(WRITTEN, Relaxed)).join().unwrap();
    read(&letter);
}

fn sent() {
    let letter = Arc::new(AtomicU32::new(0));
    let (sender, receiver) = mpsc::channel();
    let writer = Arc::clone(&letter);
    let task = thread::spawn(move || {
        writer.store(WRITTEN, Relaxed);
        sender.send(()).unwrap();
    });
    receiver.recv().unwrap();
    read(&letter);
    task.join().unwrap();
}

fn unlocked() {
    let letter = Arc::new((AtomicU32::new(0), Mutex::new(false)));
    let writer = Arc::clone(&letter);
    let task = thread::spawn(move || {
        writer.0.store(WRITTEN, Relaxed);
        *writer.1.lock().unwrap() = true;
    });
    let arrived = *letter.1.lock().unwrap();
    if arrived {
        read(&letter.0);
    }
    task.join().unwrap();
}

fn flagged(store: Ordering, load: Ordering) {
    let letter = Arc::new((AtomicU32::new(0), AtomicBool::new(false)));
    let writer = Arc::clone(&letter);
    let task = thread::spawn(move || {
        writer.0.store(WRITTEN, Relaxed);
        writer.1.store(true, store);
    });
    if letter.1.load(load) {
        read(&letter.0);
    }
    task.join().unwrap();
}
