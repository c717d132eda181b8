//! The sum and the number of additions are locked in two orders.

use std::sync::Mutex;

pub struct SafeCounter {
    sum: Mutex<u64>,
    times: Mutex<u64>,
}

impl SafeCounter {
    pub fn new() -> SafeCounter {
        SafeCounter { sum: Mutex::new(0), times: Mutex::new(0) }
    }

    pub fn increment(&self) {
        self.add(1);
    }

    pub fn add(&self, n: u64) {
        let mut sum = self.sum.lock().unwrap();
        let mut times = self.times.lock().unwrap();
        *sum += n;
        *times += 1;
    }

    pub fn value(&self) -> u64 {
        *self.sum.lock().unwrap()
    }

    pub fn reset(&self) -> u64 {
        let mut times = self.times.lock().unwrap();
        let mut sum = self.sum.lock().unwrap();
        *times = 0;
        std::mem::take(&mut *sum)
    }
}

fn main() {
    let counter = SafeCounter::new();
    counter.add(2);
    println!("{}", counter.reset());
}
