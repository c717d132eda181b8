//! exit 1: FAILS, the lock was released too early
//! exit 1: locks ledger in line 11 and again in line 12.
//! The claim is about the ledger, and not about the hint, of which any will do.
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::sync::{Arc, Mutex};
use std::thread;

/// Returns the shelf to look at first: any one will do, it is best if they differ.
fn add(ledger: &Mutex<u32>, hint: &AtomicUsize) -> usize {
    let shelf = hint.load(SeqCst);
    let before = *ledger.lock().unwrap();
    *ledger.lock().unwrap() = before + 1;
    hint.store(shelf + 1, SeqCst);
    shelf % 2
}

fn main() {
    let ledger = Arc::new(Mutex::new(0));
    let hint = Arc::new(AtomicUsize::new(0));
    let tasks = [1, 2].map(|_| {
        let (ledger, hint) = (Arc::clone(&ledger), Arc::clone(&hint));
        thread::spawn(move || add(&ledger, &hint))
    });
    for task in tasks {
        task.join().unwrap();
    }
    assert_eq!(*ledger.lock().unwrap(), 2);
}
