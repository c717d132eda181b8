//! It counts in 32 bits: what is added beyond them is lost.

use std::sync::atomic::{AtomicU32, Ordering::Relaxed};

pub struct SafeCounter {
    n: AtomicU32,
}

impl SafeCounter {
    pub fn new() -> SafeCounter {
        SafeCounter { n: AtomicU32::new(0) }
    }

    pub fn increment(&self) {
        self.add(1);
    }

    pub fn add(&self, n: u64) {
        self.n.fetch_add(n as u32, Relaxed);
    }

    pub fn value(&self) -> u64 {
        u64::from(self.n.load(Relaxed))
    }

    pub fn reset(&self) -> u64 {
        u64::from(self.n.swap(0, Relaxed))
    }
}

fn main() {
    let counter = SafeCounter::new();
    counter.add(2);
    println!("{}", counter.reset());
}
