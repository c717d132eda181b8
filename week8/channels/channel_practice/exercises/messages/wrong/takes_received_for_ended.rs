//! When all messages were received, `close` takes the task for ended.

use std::thread::{self, JoinHandle};

use crossbeam::channel::{Receiver, bounded};

pub struct Messages<T> {
    inbox: Receiver<T>,
    sender: JoinHandle<()>,
    left: usize,
}

impl<T: Send + 'static> Messages<T> {
    pub fn send_all(
        messages: Vec<T>,
        sent: impl Fn(usize) + Send + 'static,
    ) -> Self {
        let left = messages.len();
        let (outbox, inbox) = bounded(0);
        let sender = thread::spawn(move || {
            for (count, message) in messages.into_iter().enumerate() {
                if outbox.send(message).is_err() {
                    // Nobody receives any more.
                    return;
                }
                sent(count + 1);
            }
        });
        Messages { inbox, sender, left }
    }

    pub fn next(&mut self) -> Option<T> {
        let message = self.inbox.recv().ok()?;
        self.left -= 1;
        Some(message)
    }

    pub fn close(self) {
        drop(self.inbox);
        if self.left > 0 {
            self.sender.join().unwrap();
        }
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
