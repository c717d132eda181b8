//! What threads do, and what is said of it.
#![deny(warnings)]
#![forbid(unsafe_code)]

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};

pub mod ends;
pub mod left;
pub mod seats;

/// Counts, and forgets now and then.
#[derive(Debug, Default)]
pub struct Forgetful(AtomicUsize);

impl Forgetful {
    pub fn add(&self) {
        let seen = self.0.load(SeqCst);
        self.0.store(seen + 1, SeqCst);
    }

    pub fn all(&self) -> usize {
        self.0.load(SeqCst)
    }
}

/// Counts.
#[derive(Debug, Default)]
pub struct Careful(Mutex<usize>);

impl Careful {
    pub fn add(&self) {
        *self.0.lock().unwrap() += 1;
    }

    pub fn all(&self) -> usize {
        *self.0.lock().unwrap()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::thread;

    /// says: FAILS, an update was lost
    #[test]
    fn two_add() {
        let count = Forgetful::default();
        thread::scope(|scope| {
            scope.spawn(|| count.add());
            scope.spawn(|| count.add());
        });
        assert_eq!(count.all(), 2);
    }

    /// says: all 2 behaviours
    #[test]
    fn two_add_with_care() {
        let count = Careful::default();
        thread::scope(|scope| {
            scope.spawn(|| count.add());
            scope.spawn(|| count.add());
        });
        assert_eq!(count.all(), 2);
    }

    /// says: the one behaviour of one thread
    #[test]
    fn one_adds() {
        let count = Forgetful::default();
        count.add();
        assert_eq!(count.all(), 1);
    }

    /// says: FAILS, locks are taken in different orders
    #[test]
    fn two_locks() {
        let (left, right) = (Mutex::new(()), Mutex::new(()));
        thread::scope(|scope| {
            scope.spawn(|| {
                let _left = left.lock().unwrap();
                let _right = right.lock().unwrap();
            });
            scope.spawn(|| {
                let _right = right.lock().unwrap();
                let _left = left.lock().unwrap();
            });
        });
    }
}
