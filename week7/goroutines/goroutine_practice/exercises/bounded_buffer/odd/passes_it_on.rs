//! `close` wakes one of each, and who is woken by it wakes the next.

use std::collections::VecDeque;
use std::sync::{Arc, Condvar, Mutex};
use std::thread;

pub struct BoundedBuffer<T> {
    room: usize,
    state: Mutex<State<T>>,
    has_room: Condvar,
    has_value: Condvar,
}

struct State<T> {
    values: VecDeque<T>,
    closed: bool,
}

impl<T> BoundedBuffer<T> {
    pub fn new(room: usize) -> BoundedBuffer<T> {
        let state = State { values: VecDeque::new(), closed: false };
        BoundedBuffer {
            room,
            state: Mutex::new(state),
            has_room: Condvar::new(),
            has_value: Condvar::new(),
        }
    }

    pub fn put(&self, value: T) -> Result<(), T> {
        let mut state = self.state.lock().unwrap();
        while state.values.len() == self.room && !state.closed {
            state = self.has_room.wait(state).unwrap();
        }
        if state.closed {
            self.has_room.notify_one();
            return Err(value);
        }
        state.values.push_back(value);
        self.has_value.notify_one();
        Ok(())
    }

    pub fn get(&self) -> Option<T> {
        let mut state = self.state.lock().unwrap();
        while state.values.is_empty() && !state.closed {
            state = self.has_value.wait(state).unwrap();
        }
        if state.closed {
            self.has_value.notify_one();
        }
        let value = state.values.pop_front();
        self.has_room.notify_one();
        value
    }

    pub fn close(&self) {
        self.state.lock().unwrap().closed = true;
        self.has_room.notify_one();
        self.has_value.notify_one();
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
