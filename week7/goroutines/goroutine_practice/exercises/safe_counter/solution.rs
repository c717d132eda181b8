//! Each operation is one step that nobody can come between: the processor adds, and swaps,
//! without letting go in the middle. A Mutex around a u64 is as right; what counts is
//! that reading and writing are one step.

use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

pub struct SafeCounter {
    n: AtomicU64,
}

impl SafeCounter {
    pub fn new() -> SafeCounter {
        SafeCounter { n: AtomicU64::new(0) }
    }

    pub fn increment(&self) {
        self.add(1);
    }

    pub fn add(&self, n: u64) {
        self.n.fetch_add(n, Relaxed);
    }

    pub fn value(&self) -> u64 {
        self.n.load(Relaxed)
    }

    pub fn reset(&self) -> u64 {
        self.n.swap(0, Relaxed)
    }
}

fn main() {
    let counter = SafeCounter::new();
    counter.add(2);
    println!("{}", counter.reset());
}
