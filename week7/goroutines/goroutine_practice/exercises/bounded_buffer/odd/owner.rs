//! A task owns the values; the others send it what they ask for.

use std::collections::VecDeque;
use std::sync::Arc;
use std::thread;

use crossbeam::channel::{Receiver, Sender, bounded, unbounded};

pub struct BoundedBuffer<T> {
    asks: Sender<Ask<T>>,
}

enum Ask<T> {
    Put(T, Sender<Result<(), T>>),
    Get(Sender<Option<T>>),
    Close,
}

impl<T: Send + 'static> BoundedBuffer<T> {
    pub fn new(room: usize) -> BoundedBuffer<T> {
        let (asks, asked) = unbounded();
        // It ends when the buffer is dropped, and with it the last sender.
        thread::spawn(move || own(room, &asked));
        BoundedBuffer { asks }
    }

    pub fn put(&self, value: T) -> Result<(), T> {
        let (answer, answered) = bounded(1);
        self.asks.send(Ask::Put(value, answer)).unwrap();
        answered.recv().unwrap()
    }

    pub fn get(&self) -> Option<T> {
        let (answer, answered) = bounded(1);
        self.asks.send(Ask::Get(answer)).unwrap();
        answered.recv().unwrap()
    }

    pub fn close(&self) {
        self.asks.send(Ask::Close).unwrap();
    }
}

fn own<T>(room: usize, asked: &Receiver<Ask<T>>) {
    let mut values = VecDeque::new();
    let mut putting: VecDeque<(T, Sender<Result<(), T>>)> = VecDeque::new();
    let mut getting: VecDeque<Sender<Option<T>>> = VecDeque::new();
    let mut closed = false;
    for ask in asked {
        match ask {
            Ask::Put(value, answer) if closed => {
                let _ = answer.send(Err(value));
            }
            Ask::Put(value, answer) => putting.push_back((value, answer)),
            Ask::Get(answer) => getting.push_back(answer),
            Ask::Close => closed = true,
        }
        loop {
            if values.len() < room && !closed && !putting.is_empty() {
                let (value, answer) = putting.pop_front().unwrap();
                values.push_back(value);
                let _ = answer.send(Ok(()));
            } else if !getting.is_empty() && (closed || !values.is_empty()) {
                let answer = getting.pop_front().unwrap();
                let _ = answer.send(values.pop_front());
            } else if let Some((value, answer)) =
                closed.then(|| putting.pop_front()).flatten()
            {
                let _ = answer.send(Err(value));
            } else {
                break;
            }
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
