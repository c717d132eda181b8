//! A lock made of a flag and a condition variable.

use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::sync::{Condvar, Mutex};

pub struct SafeCounter {
    taken: Mutex<bool>,
    free: Condvar,
    n: AtomicU64,
}

impl SafeCounter {
    pub fn new() -> SafeCounter {
        SafeCounter {
            taken: Mutex::new(false),
            free: Condvar::new(),
            n: AtomicU64::new(0),
        }
    }

    fn alone<T>(&self, act: impl FnOnce() -> T) -> T {
        let mut taken = self.taken.lock().unwrap();
        while *taken {
            taken = self.free.wait(taken).unwrap();
        }
        *taken = true;
        drop(taken);
        let result = act();
        *self.taken.lock().unwrap() = false;
        self.free.notify_one();
        result
    }

    pub fn increment(&self) {
        self.add(1);
    }

    pub fn add(&self, n: u64) {
        self.alone(|| self.n.store(self.n.load(Relaxed) + n, Relaxed));
    }

    pub fn value(&self) -> u64 {
        self.alone(|| self.n.load(Relaxed))
    }

    pub fn reset(&self) -> u64 {
        self.alone(|| {
            let held = self.n.load(Relaxed);
            self.n.store(0, Relaxed);
            held
        })
    }
}

fn main() {
    let counter = SafeCounter::new();
    counter.add(2);
    println!("{}", counter.reset());
}
