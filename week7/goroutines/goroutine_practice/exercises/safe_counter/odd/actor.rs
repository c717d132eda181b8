//! One task owns the number; the others write to it. It ends when the counter does.

use std::sync::mpsc::{Sender, channel};
use std::thread::{JoinHandle, spawn};

enum Request {
    Add(u64),
    Value(Sender<u64>),
    Reset(Sender<u64>),
}

pub struct SafeCounter {
    requests: Option<Sender<Request>>,
    owner: Option<JoinHandle<()>>,
}

impl SafeCounter {
    pub fn new() -> SafeCounter {
        let (requests, inbox) = channel();
        let owner = spawn(move || {
            let mut n = 0;
            for request in inbox {
                match request {
                    Request::Add(more) => n += more,
                    Request::Value(reply) => reply.send(n).unwrap(),
                    Request::Reset(reply) => {
                        reply.send(std::mem::take(&mut n)).unwrap()
                    }
                }
            }
        });
        SafeCounter { requests: Some(requests), owner: Some(owner) }
    }

    fn tell(&self, request: Request) {
        self.requests.as_ref().unwrap().send(request).unwrap();
    }

    pub fn increment(&self) {
        self.add(1);
    }

    pub fn add(&self, n: u64) {
        self.tell(Request::Add(n));
    }

    pub fn value(&self) -> u64 {
        let (reply, answer) = channel();
        self.tell(Request::Value(reply));
        answer.recv().unwrap()
    }

    pub fn reset(&self) -> u64 {
        let (reply, answer) = channel();
        self.tell(Request::Reset(reply));
        answer.recv().unwrap()
    }
}

impl Drop for SafeCounter {
    fn drop(&mut self) {
        drop(self.requests.take());
        self.owner.take().unwrap().join().unwrap();
    }
}

fn main() {
    let counter = SafeCounter::new();
    counter.add(2);
    println!("{}", counter.reset());
}
