//! Keeps what was added, and sums it up for who asks.

use std::sync::Mutex;

pub struct SafeCounter {
    added: Mutex<Vec<u64>>,
}

impl SafeCounter {
    pub fn new() -> SafeCounter {
        SafeCounter { added: Mutex::default() }
    }

    pub fn increment(&self) {
        self.add(1);
    }

    pub fn add(&self, n: u64) {
        self.added.lock().unwrap().push(n);
    }

    pub fn value(&self) -> u64 {
        self.added.lock().unwrap().iter().sum()
    }

    pub fn reset(&self) -> u64 {
        self.added.lock().unwrap().drain(..).sum()
    }
}

fn main() {
    let counter = SafeCounter::new();
    counter.add(2);
    println!("{}", counter.reset());
}
