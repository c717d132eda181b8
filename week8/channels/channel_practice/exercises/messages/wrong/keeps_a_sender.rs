//! A second sender stays with the receiver, so the channel never closes.

use std::thread::{self, JoinHandle};

use crossbeam::channel::{Receiver, Sender, bounded};

pub struct Messages<T> {
    _outbox: Sender<T>,
    inbox: Receiver<T>,
    sender: JoinHandle<()>,
}

impl<T: Send + 'static> Messages<T> {
    pub fn send_all(
        messages: Vec<T>,
        sent: impl Fn(usize) + Send + 'static,
    ) -> Self {
        let (outbox, inbox) = bounded(0);
        let _outbox = outbox.clone();
        let sender = thread::spawn(move || {
            for (count, message) in messages.into_iter().enumerate() {
                if outbox.send(message).is_err() {
                    // Nobody receives any more.
                    return;
                }
                sent(count + 1);
            }
        });
        Messages { _outbox, inbox, sender }
    }

    pub fn next(&mut self) -> Option<T> {
        self.inbox.recv().ok()
    }

    pub fn close(self) {
        drop((self._outbox, self.inbox));
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
