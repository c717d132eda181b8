//! Increments and additions are counted apart, so a reader may see one that came later,
//! and not one that came before.

use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

pub struct SafeCounter {
    ones: AtomicU64,
    more: AtomicU64,
}

impl SafeCounter {
    pub fn new() -> SafeCounter {
        SafeCounter { ones: AtomicU64::new(0), more: AtomicU64::new(0) }
    }

    pub fn increment(&self) {
        self.ones.fetch_add(1, Relaxed);
    }

    pub fn add(&self, n: u64) {
        self.more.fetch_add(n, Relaxed);
    }

    pub fn value(&self) -> u64 {
        self.ones.load(Relaxed) + self.more.load(Relaxed)
    }

    pub fn reset(&self) -> u64 {
        self.ones.swap(0, Relaxed) + self.more.swap(0, Relaxed)
    }
}

fn main() {
    let counter = SafeCounter::new();
    counter.add(2);
    println!("{}", counter.reset());
}
