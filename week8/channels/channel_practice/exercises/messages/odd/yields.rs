//! The receiver looks into the slot again and again, and yields in between. The end
//! is a flag, which is read before the slot.

use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};

pub struct Messages<T> {
    slot: Arc<Mutex<Option<T>>>,
    closed: Arc<AtomicBool>,
    ended: Arc<AtomicBool>,
    sender: JoinHandle<()>,
}

impl<T: Send + 'static> Messages<T> {
    pub fn send_all(
        messages: Vec<T>,
        sent: impl Fn(usize) + Send + 'static,
    ) -> Self {
        let slot = Arc::new(Mutex::new(None));
        let closed = Arc::new(AtomicBool::new(false));
        let ended = Arc::new(AtomicBool::new(false));
        let their_ended = Arc::clone(&ended);
        let (theirs, their_closed) = (Arc::clone(&slot), Arc::clone(&closed));
        let sender = thread::spawn(move || {
            for (count, message) in messages.into_iter().enumerate() {
                *theirs.lock().unwrap() = Some(message);
                while theirs.lock().unwrap().is_some() && !their_closed.load(SeqCst)
                {
                    thread::park();
                }
                if their_closed.load(SeqCst) {
                    return;
                }
                sent(count + 1);
            }
            their_ended.store(true, SeqCst);
        });
        Messages { slot, closed, ended, sender }
    }

    pub fn next(&mut self) -> Option<T> {
        loop {
            let ended = self.ended.load(SeqCst);
            if let Some(message) = self.slot.lock().unwrap().take() {
                self.sender.thread().unpark();
                return Some(message);
            }
            if ended {
                return None;
            }
            thread::yield_now();
        }
    }

    pub fn close(self) {
        self.closed.store(true, SeqCst);
        self.sender.thread().unpark();
        self.sender.join().unwrap();
    }
}

fn main() {
    let words = ["one", "two", "three"].map(String::from).to_vec();
    let mut messages = Messages::send_all(words, |count| println!("{count} sent"));
    while let Some(message) = messages.next() {
        println!("received {message}");
    }
    println!("the end");
    messages.close();
}
