//! Tries again until nobody came between.

use std::sync::atomic::{AtomicU64, Ordering::SeqCst};

#[derive(Default)]
pub struct SafeCounter {
    n: AtomicU64,
}

impl SafeCounter {
    pub fn new() -> SafeCounter {
        SafeCounter::default()
    }

    pub fn increment(&self) {
        self.add(1);
    }

    pub fn add(&self, n: u64) {
        let mut seen = self.n.load(SeqCst);
        while let Err(now) =
            self.n.compare_exchange_weak(seen, seen + n, SeqCst, SeqCst)
        {
            seen = now;
        }
    }

    pub fn value(&self) -> u64 {
        self.n.load(SeqCst)
    }

    pub fn reset(&self) -> u64 {
        self.n.fetch_update(SeqCst, SeqCst, |_| Some(0)).unwrap()
    }
}

fn main() {
    let counter = SafeCounter::new();
    counter.add(2);
    println!("{}", counter.reset());
}
