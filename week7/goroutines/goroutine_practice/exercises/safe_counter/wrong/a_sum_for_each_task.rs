//! Each task has a sum, and `value` reads one after the other: it may see what a
//! task added, and not what another task had added before.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::atomic::{AtomicU64, Ordering::SeqCst};
use std::thread;

pub struct SafeCounter {
    sums: [AtomicU64; 4],
}

impl SafeCounter {
    pub fn new() -> SafeCounter {
        SafeCounter { sums: Default::default() }
    }

    pub fn increment(&self) {
        self.add(1);
    }

    pub fn add(&self, n: u64) {
        let mut hasher = DefaultHasher::new();
        thread::current().id().hash(&mut hasher);
        let own = hasher.finish() as usize % self.sums.len();
        self.sums[own].fetch_add(n, SeqCst);
    }

    pub fn value(&self) -> u64 {
        self.sums.iter().map(|sum| sum.load(SeqCst)).sum()
    }

    pub fn reset(&self) -> u64 {
        self.sums.iter().map(|sum| sum.swap(0, SeqCst)).sum()
    }
}

fn main() {
    let counter = SafeCounter::new();
    counter.add(2);
    println!("{}", counter.reset());
}
