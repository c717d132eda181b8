//! The sender parks until the message that it has put down was taken.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::sync::mpsc::{Receiver, channel};
use std::thread::{self, JoinHandle};

pub struct Messages<T> {
    inbox: Receiver<(T, Arc<AtomicBool>)>,
    sender: JoinHandle<()>,
}

impl<T: Send + 'static> Messages<T> {
    pub fn send_all(
        messages: Vec<T>,
        sent: impl Fn(usize) + Send + 'static,
    ) -> Self {
        let (outbox, inbox) = channel::<(T, Arc<AtomicBool>)>();
        let sender = thread::spawn(move || {
            for (count, message) in messages.into_iter().enumerate() {
                let taken = Arc::new(AtomicBool::new(false));
                if outbox.send((message, Arc::clone(&taken))).is_err() {
                    // Nobody receives any more.
                    return;
                }
                while !taken.load(SeqCst) && Arc::strong_count(&taken) > 1 {
                    thread::park();
                }
                // Who has dropped it may have taken the message before.
                if !taken.load(SeqCst) {
                    return;
                }
                sent(count + 1);
            }
        });
        Messages { inbox, sender }
    }

    pub fn next(&mut self) -> Option<T> {
        let (message, taken) = self.inbox.recv().ok()?;
        taken.store(true, SeqCst);
        self.sender.thread().unpark();
        Some(message)
    }

    pub fn close(self) {
        drop(self.inbox);
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
