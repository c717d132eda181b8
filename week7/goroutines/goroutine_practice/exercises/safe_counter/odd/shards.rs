//! Several numbers, so that tasks rarely meet; the value is their sum.

use std::collections::HashMap;
use std::sync::Mutex;
use std::thread::{self, ThreadId};

pub struct SafeCounter {
    of: [Mutex<HashMap<ThreadId, u64>>; 2],
}

impl SafeCounter {
    pub fn new() -> SafeCounter {
        SafeCounter { of: [Mutex::new(HashMap::new()), Mutex::new(HashMap::new())] }
    }

    pub fn increment(&self) {
        self.add(1);
    }

    pub fn add(&self, n: u64) {
        let mut shard = self.of[n as usize % 2].lock().unwrap();
        *shard.entry(thread::current().id()).or_insert(0) += n;
    }

    pub fn value(&self) -> u64 {
        let [even, odd] = &self.of;
        let (even, odd) = (even.lock().unwrap(), odd.lock().unwrap());
        even.values().sum::<u64>() + odd.values().sum::<u64>()
    }

    pub fn reset(&self) -> u64 {
        let [even, odd] = &self.of;
        let (mut even, mut odd) = (even.lock().unwrap(), odd.lock().unwrap());
        even.drain().chain(odd.drain()).map(|(_, n)| n).sum()
    }
}

fn main() {
    let counter = SafeCounter::new();
    counter.add(2);
    println!("{}", counter.reset());
}
