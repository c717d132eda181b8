// holds race_conditions happens_before: "loom runs a program in many of the orders
// that its memory orderings allow, not in all of them."
// with loom

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};

use loom::sync::atomic::{AtomicU32, Ordering};
use loom::thread;

type Seen = BTreeSet<(u32, u32)>;

/// Runs two threads under loom: what the two of them have seen, over all its runs.
fn explored(run: fn() -> (u32, u32)) -> Seen {
    let seen = Arc::new(Mutex::new(Seen::new()));
    let all = Arc::clone(&seen);
    loom::model(move || {
        let pair = run();
        all.lock().unwrap().insert(pair);
    });
    let seen = seen.lock().unwrap();
    seen.clone()
}

/// Each reads one and writes the other: the memory model allows (1, 1).
fn load_buffering() -> (u32, u32) {
    let x = Arc::new(AtomicU32::new(0));
    let y = Arc::new(AtomicU32::new(0));
    let (their_x, their_y) = (Arc::clone(&x), Arc::clone(&y));
    let other = thread::spawn(move || {
        let seen = their_y.load(Ordering::Relaxed);
        their_x.store(1, Ordering::Relaxed);
        seen
    });
    let seen = x.load(Ordering::Relaxed);
    y.store(1, Ordering::Relaxed);
    (seen, other.join().unwrap())
}

/// Each writes one and reads the other: sequential consistency forbids (0, 0).
fn store_buffering() -> (u32, u32) {
    let x = Arc::new(AtomicU32::new(0));
    let y = Arc::new(AtomicU32::new(0));
    let (their_x, their_y) = (Arc::clone(&x), Arc::clone(&y));
    let other = thread::spawn(move || {
        their_y.store(1, Ordering::SeqCst);
        their_x.load(Ordering::SeqCst)
    });
    x.store(1, Ordering::SeqCst);
    (y.load(Ordering::SeqCst), other.join().unwrap())
}

pub fn main() {
    let loads = explored(load_buffering);
    println!("load buffering, Relaxed, (1, 1): {}", loads.contains(&(1, 1)));
    let stores = explored(store_buffering);
    println!("store buffering, SeqCst, (0, 0): {}", stores.contains(&(0, 0)));
}

// prints:
// load buffering, Relaxed, (1, 1): false
// store buffering, SeqCst, (0, 0): true
