//! Every access is locked, but not the two together.

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
        let now = *self.n.lock().unwrap();
        *self.n.lock().unwrap() = now + n;
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
