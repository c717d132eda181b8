//! `sent` is called first, but the send may wait as long as it likes, and may fail.

use std::thread::{self, JoinHandle};

use crossbeam::channel::{Receiver, bounded};

pub struct Messages<T> {
    inbox: Receiver<T>,
    sender: JoinHandle<()>,
}

impl<T: Send + 'static> Messages<T> {
    pub fn send_all(
        messages: Vec<T>,
        sent: impl Fn(usize) + Send + 'static,
    ) -> Self {
        let (outbox, inbox) = bounded(0);
        let sender = thread::spawn(move || {
            for (count, message) in messages.into_iter().enumerate() {
                sent(count + 1);
                if outbox.send(message).is_err() {
                    // Nobody receives any more.
                    return;
                }
            }
        });
        Messages { inbox, sender }
    }

    pub fn next(&mut self) -> Option<T> {
        self.inbox.recv().ok()
    }

    pub fn close(self) {
        drop(self.inbox);
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
