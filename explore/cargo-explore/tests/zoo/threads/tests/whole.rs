//! The package from outside.

use std::sync::Mutex;
use std::thread;

use threads::Forgetful;
use threads::seats::Seats;

/// says: FAILS, an update was lost
#[test]
fn visitors_are_counted() {
    let count = Forgetful::default();
    thread::scope(|scope| {
        scope.spawn(|| count.add());
        count.add();
    });
    assert_eq!(count.all(), 2);
}

/// says: FAILS, the lock was released too early
#[test]
fn one_seat_is_taken_once() {
    let seats = Seats(Mutex::new(1));
    let (first, second) = thread::scope(|scope| {
        let first = scope.spawn(|| seats.take());
        let second = seats.take();
        (first.join().unwrap(), second)
    });
    assert!(first != second);
}
