//! The end is a message of its own, and who has received it remembers it.

use std::thread::{self, JoinHandle};

use crossbeam::channel::{Receiver, bounded};

pub struct Messages<T> {
    inbox: Receiver<Option<T>>,
    ended: bool,
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
                if outbox.send(Some(message)).is_err() {
                    // Nobody receives any more.
                    return;
                }
                sent(count + 1);
            }
            // The receiver may have left.
            let _ = outbox.send(None);
        });
        Messages { inbox, ended: false, sender }
    }

    pub fn next(&mut self) -> Option<T> {
        if self.ended {
            return None;
        }
        let message = self.inbox.recv().unwrap();
        self.ended = message.is_none();
        message
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
