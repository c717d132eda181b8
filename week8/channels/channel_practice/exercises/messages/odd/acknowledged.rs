//! There is room for one, but each message is acknowledged, and the sender waits for that.

use std::thread::{self, JoinHandle};

use crossbeam::channel::{Receiver, Sender, bounded};

pub struct Messages<T> {
    inbox: Receiver<T>,
    taken: Sender<()>,
    sender: JoinHandle<()>,
}

impl<T: Send + 'static> Messages<T> {
    pub fn send_all(
        messages: Vec<T>,
        sent: impl Fn(usize) + Send + 'static,
    ) -> Self {
        let (outbox, inbox) = bounded(1);
        let (taken, acknowledged) = bounded(1);
        let sender = thread::spawn(move || {
            for (count, message) in messages.into_iter().enumerate() {
                if outbox.send(message).is_err() || acknowledged.recv().is_err() {
                    // Nobody receives any more.
                    return;
                }
                sent(count + 1);
            }
        });
        Messages { inbox, taken, sender }
    }

    pub fn next(&mut self) -> Option<T> {
        let message = self.inbox.recv().ok()?;
        // A sender that has ended wants to know nothing.
        let _ = self.taken.send(());
        Some(message)
    }

    pub fn close(self) {
        drop((self.inbox, self.taken));
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
