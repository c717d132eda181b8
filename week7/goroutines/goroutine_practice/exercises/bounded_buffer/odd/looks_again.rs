//! Nobody waits: who can do nothing lets go, lets others run and looks again.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::sync::{Arc, Mutex};
use std::thread;

pub struct BoundedBuffer<T> {
    room: usize,
    values: Mutex<VecDeque<T>>,
    closed: AtomicBool,
}

impl<T> BoundedBuffer<T> {
    pub fn new(room: usize) -> BoundedBuffer<T> {
        BoundedBuffer {
            room,
            values: Mutex::default(),
            closed: AtomicBool::new(false),
        }
    }

    pub fn put(&self, value: T) -> Result<(), T> {
        loop {
            let mut values = self.values.lock().unwrap();
            if self.closed.load(SeqCst) {
                return Err(value);
            }
            if values.len() < self.room {
                values.push_back(value);
                return Ok(());
            }
            drop(values);
            thread::yield_now();
        }
    }

    pub fn get(&self) -> Option<T> {
        loop {
            let mut values = self.values.lock().unwrap();
            if let Some(value) = values.pop_front() {
                return Some(value);
            }
            if self.closed.load(SeqCst) {
                return None;
            }
            drop(values);
            thread::yield_now();
        }
    }

    pub fn close(&self) {
        let _alone = self.values.lock().unwrap();
        self.closed.store(true, SeqCst);
    }
}

fn main() {
    let buffer = Arc::new(BoundedBuffer::new(2));
    let theirs = Arc::clone(&buffer);
    let puts = thread::spawn(move || {
        for n in 1..=5 {
            theirs.put(n).unwrap();
        }
        theirs.close();
    });
    while let Some(n) = buffer.get() {
        println!("{n}");
    }
    puts.join().unwrap();
    println!("closed: {:?}", buffer.put(6));
}
