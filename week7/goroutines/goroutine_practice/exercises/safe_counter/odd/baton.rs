//! The number lies in a channel with room for one. Who takes it out is alone with it.

use crossbeam::channel::{Receiver, Sender, bounded};

pub struct SafeCounter {
    put: Sender<u64>,
    take: Receiver<u64>,
}

impl SafeCounter {
    pub fn new() -> SafeCounter {
        let (put, take) = bounded(1);
        put.send(0).unwrap();
        SafeCounter { put, take }
    }

    pub fn increment(&self) {
        self.add(1);
    }

    pub fn add(&self, n: u64) {
        let before = self.take.recv().unwrap();
        self.put.send(before + n).unwrap();
    }

    pub fn value(&self) -> u64 {
        let n = self.take.recv().unwrap();
        self.put.send(n).unwrap();
        n
    }

    pub fn reset(&self) -> u64 {
        let n = self.take.recv().unwrap();
        self.put.send(0).unwrap();
        n
    }
}

fn main() {
    let counter = SafeCounter::new();
    counter.add(2);
    println!("{}", counter.reset());
}
