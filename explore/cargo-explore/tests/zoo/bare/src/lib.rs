//! Without std, but for the tests.
#![no_std]
#![deny(warnings)]

extern crate alloc;
#[cfg(test)]
extern crate std;

use alloc::vec::Vec;
use core::sync::atomic::{AtomicUsize, Ordering::SeqCst};

/// Gives each number once, or so it says.
#[derive(Debug, Default)]
pub struct Tickets(AtomicUsize);

impl Tickets {
    pub fn next(&self) -> usize {
        let next = self.0.load(SeqCst);
        self.0.store(next + 1, SeqCst);
        next
    }

    pub fn many(&self, many: usize) -> Vec<usize> {
        (0..many).map(|_| self.next()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// says: FAILS, an update was lost
    #[test]
    fn each_is_given_once() {
        let tickets = Tickets::default();
        std::thread::scope(|scope| {
            let other = scope.spawn(|| tickets.next());
            assert_ne!(tickets.next(), other.join().unwrap());
        });
    }

    /// says: the one behaviour of one thread
    #[test]
    fn many_are_given() {
        assert_eq!(Tickets::default().many(2), [0, 1]);
    }
}
