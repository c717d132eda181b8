//! bounded_buffer: a queue with a capacity, shared by any number of tasks.
//!
//! - `BoundedBuffer::new(room)` has a capacity of `room` values, at least 1.
//! - `put` waits while the buffer is full, then adds its value.
//! - `get` waits while the buffer is empty, then takes the oldest value.
//! - `close` wakes every task that waits. After that, every `put` returns `Err` with
//!   its value, also a `put` that was waiting. `get` returns the values that are left,
//!   and then `None` each time. Closing twice does no harm.
//! - Nothing is lost. If `put` returned `Ok`, exactly one `get` returns the value,
//!   unless nobody calls `get` any more. The values of one task come out in the order
//!   of its puts.
//! - No task waits without need. `get` waits only while the buffer is empty and not
//!   closed. `put` waits only while the buffer is full and not closed.
//!
//! This program runs and looks right, but it is wrong.
//! `cargo week7 check bounded_buffer` shows where. Find out why, then change the code
//! below. Keep the names of the type and its methods. Inside, use what you like from
//! std or crossbeam.

use std::collections::VecDeque;
use std::sync::{Arc, Condvar, Mutex};
use std::thread;

pub struct BoundedBuffer<T> {
    room: usize,
    state: Mutex<State<T>>,
    changed: Condvar,
}

struct State<T> {
    values: VecDeque<T>,
    closed: bool,
}

impl<T> BoundedBuffer<T> {
    pub fn new(room: usize) -> BoundedBuffer<T> {
        let state = State { values: VecDeque::new(), closed: false };
        BoundedBuffer { room, state: Mutex::new(state), changed: Condvar::new() }
    }

    pub fn put(&self, value: T) -> Result<(), T> {
        let mut state = self.state.lock().unwrap();
        while state.values.len() == self.room && !state.closed {
            state = self.changed.wait(state).unwrap();
        }
        if state.closed {
            return Err(value);
        }
        state.values.push_back(value);
        self.changed.notify_one();
        Ok(())
    }

    pub fn get(&self) -> Option<T> {
        let mut state = self.state.lock().unwrap();
        while state.values.is_empty() && !state.closed {
            state = self.changed.wait(state).unwrap();
        }
        let value = state.values.pop_front();
        self.changed.notify_one();
        value
    }

    pub fn close(&self) {
        self.state.lock().unwrap().closed = true;
        self.changed.notify_all();
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
