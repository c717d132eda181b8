//! `reset` takes away what it has read. Another reset may have read the same.

use std::sync::atomic::{AtomicU64, Ordering::SeqCst};

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
        self.n.fetch_add(n, SeqCst);
    }

    pub fn value(&self) -> u64 {
        self.n.load(SeqCst)
    }

    pub fn reset(&self) -> u64 {
        let held = self.n.load(SeqCst);
        self.n.fetch_sub(held, SeqCst);
        held
    }
}

fn main() {
    let counter = SafeCounter::new();
    counter.add(2);
    println!("{}", counter.reset());
}
