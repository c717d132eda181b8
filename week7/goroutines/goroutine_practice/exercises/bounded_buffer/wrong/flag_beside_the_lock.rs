//! The flag is set without the lock: between looking at it and waiting.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::sync::{Arc, Condvar, Mutex};
use std::thread;

pub struct BoundedBuffer<T> {
    room: usize,
    values: Mutex<VecDeque<T>>,
    closed: AtomicBool,
    has_room: Condvar,
    has_value: Condvar,
}

impl<T> BoundedBuffer<T> {
    pub fn new(room: usize) -> BoundedBuffer<T> {
        BoundedBuffer {
            room,
            values: Mutex::new(VecDeque::new()),
            closed: AtomicBool::new(false),
            has_room: Condvar::new(),
            has_value: Condvar::new(),
        }
    }

    pub fn put(&self, value: T) -> Result<(), T> {
        let mut values = self.values.lock().unwrap();
        while values.len() == self.room && !self.closed.load(SeqCst) {
            values = self.has_room.wait(values).unwrap();
        }
        if self.closed.load(SeqCst) {
            return Err(value);
        }
        values.push_back(value);
        self.has_value.notify_one();
        Ok(())
    }

    pub fn get(&self) -> Option<T> {
        let mut values = self.values.lock().unwrap();
        while values.is_empty() && !self.closed.load(SeqCst) {
            values = self.has_value.wait(values).unwrap();
        }
        let value = values.pop_front();
        self.has_room.notify_one();
        value
    }

    pub fn close(&self) {
        self.closed.store(true, SeqCst);
        self.has_room.notify_all();
        self.has_value.notify_all();
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
