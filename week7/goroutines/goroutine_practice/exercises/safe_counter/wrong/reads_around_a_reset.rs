//! What was added and what resets took are two numbers. `value` reads one and then
//! the other, and a reset may come in between.

use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering::SeqCst};

pub struct SafeCounter {
    added: AtomicU64,
    taken: AtomicU64,
    resets: Mutex<()>,
}

impl SafeCounter {
    pub fn new() -> SafeCounter {
        SafeCounter {
            added: AtomicU64::new(0),
            taken: AtomicU64::new(0),
            resets: Mutex::new(()),
        }
    }

    pub fn increment(&self) {
        self.add(1);
    }

    pub fn add(&self, n: u64) {
        self.added.fetch_add(n, SeqCst);
    }

    pub fn value(&self) -> u64 {
        self.added.load(SeqCst).wrapping_sub(self.taken.load(SeqCst))
    }

    pub fn reset(&self) -> u64 {
        let _alone = self.resets.lock().unwrap();
        let added = self.added.load(SeqCst);
        added.wrapping_sub(self.taken.swap(added, SeqCst))
    }
}

fn main() {
    let counter = SafeCounter::new();
    counter.add(2);
    println!("{}", counter.reset());
}
