//! exit 1: FAILS, a lock is let go at once
//! exit 1: task 1 locks door in line 10, where `let _` does not keep the guard.
//! Nothing is locked in the lines below.
use parking_lot::Mutex;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::thread;

fn visit(door: &Mutex<()>, visits: &AtomicU32) {
    let _ = door.lock();
    let before = visits.load(SeqCst);
    visits.store(before + 1, SeqCst);
}

fn main() {
    let door = Arc::new(Mutex::new(()));
    let visits = Arc::new(AtomicU32::new(0));
    let guests = [1, 2].map(|_| {
        let (door, visits) = (Arc::clone(&door), Arc::clone(&visits));
        thread::spawn(move || visit(&door, &visits))
    });
    for guest in guests {
        guest.join().unwrap();
    }
    assert_eq!(visits.load(SeqCst), 2);
}
