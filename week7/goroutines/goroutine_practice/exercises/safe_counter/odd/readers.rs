//! Many may read at once, and who writes is alone.

use std::mem;
use std::sync::RwLock;

pub struct SafeCounter {
    n: RwLock<u64>,
}

impl SafeCounter {
    pub fn new() -> SafeCounter {
        SafeCounter { n: RwLock::new(0) }
    }

    pub fn increment(&self) {
        self.add(1);
    }

    pub fn add(&self, n: u64) {
        *self.n.write().unwrap() += n;
    }

    pub fn value(&self) -> u64 {
        *self.n.read().unwrap()
    }

    pub fn reset(&self) -> u64 {
        mem::take(&mut *self.n.write().unwrap())
    }
}

fn main() {
    let counter = SafeCounter::new();
    counter.add(2);
    println!("{}", counter.reset());
}
