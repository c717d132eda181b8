//! Who waits leaves a channel under the lock, and is handed the value, or the room, itself.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::thread;

use crossbeam::channel::{Sender, bounded};

pub struct BoundedBuffer<T> {
    room: usize,
    state: Mutex<State<T>>,
}

struct State<T> {
    values: VecDeque<T>,
    /// Who waits for a value; then there is none.
    getting: VecDeque<Sender<T>>,
    /// Who waits for room, with what it puts; then there is none.
    putting: VecDeque<(T, Sender<Result<(), T>>)>,
    closed: bool,
}

impl<T> BoundedBuffer<T> {
    pub fn new(room: usize) -> BoundedBuffer<T> {
        let state = State {
            values: VecDeque::new(),
            getting: VecDeque::new(),
            putting: VecDeque::new(),
            closed: false,
        };
        BoundedBuffer { room, state: Mutex::new(state) }
    }

    pub fn put(&self, value: T) -> Result<(), T> {
        let mut state = self.state.lock().unwrap();
        if state.closed {
            return Err(value);
        }
        if let Some(waits) = state.getting.pop_front() {
            let _ = waits.send(value);
            return Ok(());
        }
        if state.values.len() < self.room {
            state.values.push_back(value);
            return Ok(());
        }
        let (answer, answered) = bounded(1);
        state.putting.push_back((value, answer));
        drop(state);
        answered.recv().unwrap()
    }

    pub fn get(&self) -> Option<T> {
        let mut state = self.state.lock().unwrap();
        if let Some(value) = state.values.pop_front() {
            if let Some((next, waits)) = state.putting.pop_front() {
                state.values.push_back(next);
                let _ = waits.send(Ok(()));
            }
            return Some(value);
        }
        if state.closed {
            return None;
        }
        let (hand, handed) = bounded(1);
        state.getting.push_back(hand);
        drop(state);
        handed.recv().ok()
    }

    pub fn close(&self) {
        let mut state = self.state.lock().unwrap();
        state.closed = true;
        state.getting.clear();
        for (value, waits) in state.putting.drain(..) {
            let _ = waits.send(Err(value));
        }
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
