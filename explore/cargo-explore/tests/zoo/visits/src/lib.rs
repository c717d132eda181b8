//! Counts visits.

use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};

/// A counter that many threads share.
#[derive(Debug, Default)]
pub struct Visits {
    count: AtomicUsize,
}

impl Visits {
    /// Counts one visit.
    pub fn enter(&self) {
        let seen = self.count.load(SeqCst);
        self.count.store(seen + 1, SeqCst);
    }

    /// How many there were.
    pub fn count(&self) -> usize {
        self.count.load(SeqCst)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::thread;

    /// says: FAILS, an update was lost
    #[test]
    fn both_doors_are_counted() {
        let visits = Visits::default();
        thread::scope(|scope| {
            scope.spawn(|| visits.enter());
            scope.spawn(|| visits.enter());
        });
        assert_eq!(visits.count(), 2);
    }
}
