//! Memory that is freed twice.

use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};

/// Counts its owners, or so it says.
#[derive(Debug)]
pub struct Owned {
    owners: AtomicUsize,
}

/// One of two owners.
#[derive(Debug)]
pub struct Owner(*mut Owned);

// SAFETY: the count may be shared.
unsafe impl Send for Owner {}

impl Owner {
    /// Both owners.
    pub fn two() -> [Owner; 2] {
        let owned = Box::into_raw(Box::new(Owned { owners: AtomicUsize::new(2) }));
        [Owner(owned), Owner(owned)]
    }

    /// Frees it if nobody else has it: both may find that they are the last one.
    pub fn leaves(self) {
        // SAFETY: an owner has not left.
        unsafe { &*self.0 }.owners.fetch_sub(1, SeqCst);
        // SAFETY: as above, or so it seems.
        if unsafe { &*self.0 }.owners.load(SeqCst) == 0 {
            // SAFETY: it was a box.
            drop(unsafe { Box::from_raw(self.0) });
        }
    }

    /// Frees it whoever else has it.
    pub fn frees(self) {
        // SAFETY: it was a box.
        drop(unsafe { Box::from_raw(self.0) });
    }

    /// Frees it if nobody else has it.
    pub fn leaves_at_once(self) {
        // SAFETY: an owner has not left.
        if unsafe { &*self.0 }.owners.fetch_sub(1, SeqCst) == 1 {
            // SAFETY: it was a box.
            drop(unsafe { Box::from_raw(self.0) });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::thread;

    fn both(leave: fn(Owner)) {
        let [first, second] = Owner::two();
        let task = thread::spawn(move || leave(first));
        leave(second);
        task.join().unwrap();
    }

    /// says: FAILS, freed memory is used
    #[test]
    fn two_are_the_last_one() {
        both(Owner::leaves);
    }

    /// says: FAILS, memory is freed twice
    #[test]
    fn two_free_it() {
        both(Owner::frees);
    }

    /// says: all 2 behaviours
    #[test]
    fn one_is_the_last_one() {
        both(Owner::leaves_at_once);
    }
}
