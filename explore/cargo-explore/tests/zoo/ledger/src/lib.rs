//! Two accounts, and what moves between them.

use std::sync::Mutex;

/// Each account has a lock of its own.
#[derive(Debug)]
pub struct Ledger {
    left: Mutex<u32>,
    right: Mutex<u32>,
}

impl Ledger {
    pub fn new(in_left: u32, in_right: u32) -> Ledger {
        let left = Mutex::new(in_left);
        let right = Mutex::new(in_right);
        Ledger { left, right }
    }

    pub fn to_right(&self, amount: u32) {
        let mut left = self.left.lock().unwrap();
        let mut right = self.right.lock().unwrap();
        *left -= amount;
        *right += amount;
    }

    /// Takes the locks the other way round.
    pub fn to_left(&self, amount: u32) {
        let mut right = self.right.lock().unwrap();
        let mut left = self.left.lock().unwrap();
        *right -= amount;
        *left += amount;
    }

    /// Somebody may move something between the two locks.
    pub fn total(&self) -> u32 {
        let left = *self.left.lock().unwrap();
        left + *self.right.lock().unwrap()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::thread;

    /// says: FAILS, locks are taken in different orders
    #[test]
    fn both_ways() {
        let ledger = Ledger::new(7, 3);
        thread::scope(|scope| {
            scope.spawn(|| ledger.to_right(2));
            ledger.to_left(1);
        });
    }
}
