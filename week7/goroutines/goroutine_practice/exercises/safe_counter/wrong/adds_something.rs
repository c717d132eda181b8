//! It takes for granted that what is added is not 0.

use std::num::NonZeroU64;
use std::sync::Mutex;

pub struct SafeCounter {
    added: Mutex<Vec<NonZeroU64>>,
}

impl SafeCounter {
    pub fn new() -> SafeCounter {
        SafeCounter { added: Mutex::default() }
    }

    pub fn increment(&self) {
        self.add(1);
    }

    pub fn add(&self, n: u64) {
        self.added.lock().unwrap().push(NonZeroU64::new(n).unwrap());
    }

    pub fn value(&self) -> u64 {
        self.added.lock().unwrap().iter().map(|n| n.get()).sum()
    }

    pub fn reset(&self) -> u64 {
        self.added.lock().unwrap().drain(..).map(NonZeroU64::get).sum()
    }
}

fn main() {
    let counter = SafeCounter::new();
    counter.add(2);
    println!("{}", counter.reset());
}
