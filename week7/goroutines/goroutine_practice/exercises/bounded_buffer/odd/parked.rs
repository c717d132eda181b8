//! Who waits leaves its handle under the lock and parks.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard};
use std::thread::{self, Thread};

pub struct BoundedBuffer<T> {
    room: usize,
    state: Mutex<State<T>>,
}

struct State<T> {
    values: VecDeque<T>,
    waiting: Vec<Thread>,
    closed: bool,
}

impl<T> BoundedBuffer<T> {
    pub fn new(room: usize) -> BoundedBuffer<T> {
        let (values, waiting) = (VecDeque::new(), Vec::new());
        let state = State { values, waiting, closed: false };
        BoundedBuffer { room, state: Mutex::new(state) }
    }

    pub fn put(&self, value: T) -> Result<(), T> {
        let mut state =
            self.wait_until(|state| state.closed || state.values.len() < self.room);
        if state.closed {
            return Err(value);
        }
        state.values.push_back(value);
        wake(state);
        Ok(())
    }

    pub fn get(&self) -> Option<T> {
        let mut state =
            self.wait_until(|state| state.closed || !state.values.is_empty());
        let value = state.values.pop_front();
        wake(state);
        value
    }

    pub fn close(&self) {
        let mut state = self.state.lock().unwrap();
        state.closed = true;
        wake(state);
    }

    fn wait_until(
        &self,
        ready: impl Fn(&State<T>) -> bool,
    ) -> MutexGuard<'_, State<T>> {
        loop {
            let mut state = self.state.lock().unwrap();
            if ready(&state) {
                return state;
            }
            state.waiting.push(thread::current());
            drop(state);
            // One that was unparked before it parks does not wait.
            thread::park();
        }
    }
}

fn wake<T>(mut state: MutexGuard<'_, State<T>>) {
    for waits in state.waiting.drain(..) {
        waits.unpark();
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
