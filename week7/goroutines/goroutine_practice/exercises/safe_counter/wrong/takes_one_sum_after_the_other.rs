//! `value` holds both locks. `reset` takes one sum after the other, and more may be added
//! in between.

use std::mem::take;
use std::sync::Mutex;

pub struct SafeCounter {
    ones: Mutex<u64>,
    more: Mutex<u64>,
}

impl SafeCounter {
    pub fn new() -> SafeCounter {
        SafeCounter { ones: Mutex::new(0), more: Mutex::new(0) }
    }

    pub fn increment(&self) {
        *self.ones.lock().unwrap() += 1;
    }

    pub fn add(&self, n: u64) {
        *self.more.lock().unwrap() += n;
    }

    pub fn value(&self) -> u64 {
        let (ones, more) = (self.ones.lock().unwrap(), self.more.lock().unwrap());
        *ones + *more
    }

    pub fn reset(&self) -> u64 {
        let ones = take(&mut *self.ones.lock().unwrap());
        ones + take(&mut *self.more.lock().unwrap())
    }
}

fn main() {
    let counter = SafeCounter::new();
    counter.add(2);
    println!("{}", counter.reset());
}
