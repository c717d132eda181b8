//! Who receives calls `sent`, inside of `next`.

use std::thread::{self, JoinHandle};

use crossbeam::channel::{Receiver, bounded};

pub struct Messages<T> {
    inbox: Receiver<T>,
    sender: JoinHandle<()>,
    sent: Box<dyn Fn(usize) + Send>,
    count: usize,
}

impl<T: Send + 'static> Messages<T> {
    pub fn send_all(
        messages: Vec<T>,
        sent: impl Fn(usize) + Send + 'static,
    ) -> Self {
        let (outbox, inbox) = bounded(0);
        let sender = thread::spawn(move || {
            for message in messages {
                if outbox.send(message).is_err() {
                    return;
                }
            }
        });
        Messages { inbox, sender, sent: Box::new(sent), count: 0 }
    }

    pub fn next(&mut self) -> Option<T> {
        let message = self.inbox.recv().ok()?;
        self.count += 1;
        (self.sent)(self.count);
        Some(message)
    }

    pub fn close(self) {
        drop(self.inbox);
        self.sender.join().unwrap();
        drop(self.sent);
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
