//! Locked is each 1 that is added, and not all of them together.

use std::sync::Mutex;

pub struct SafeCounter {
    n: Mutex<u64>,
}

impl SafeCounter {
    pub fn new() -> SafeCounter {
        SafeCounter { n: Mutex::new(0) }
    }

    pub fn increment(&self) {
        self.add(1);
    }

    pub fn add(&self, n: u64) {
        for _ in 0..n {
            *self.n.lock().unwrap() += 1;
        }
    }

    pub fn value(&self) -> u64 {
        *self.n.lock().unwrap()
    }

    pub fn reset(&self) -> u64 {
        std::mem::take(&mut *self.n.lock().unwrap())
    }
}

fn main() {
    let counter = SafeCounter::new();
    counter.add(2);
    println!("{}", counter.reset());
}
