//! Room for one, but each send waits for the permission of a receiver.

use std::thread::{self, JoinHandle};

use crossbeam::channel::{Receiver, Sender, bounded};

pub struct Messages<T> {
    permits: Sender<()>,
    inbox: Receiver<T>,
    sender: JoinHandle<()>,
}

impl<T: Send + 'static> Messages<T> {
    pub fn send_all(
        messages: Vec<T>,
        sent: impl Fn(usize) + Send + 'static,
    ) -> Self {
        let (outbox, inbox) = bounded(1);
        let (permits, permitted) = bounded(1);
        let sender = thread::spawn(move || {
            for (count, message) in messages.into_iter().enumerate() {
                if permitted.recv().is_err() || outbox.send(message).is_err() {
                    // Nobody receives any more.
                    return;
                }
                sent(count + 1);
            }
        });
        Messages { permits, inbox, sender }
    }

    pub fn next(&mut self) -> Option<T> {
        // A sender that has ended needs none.
        let _ = self.permits.try_send(());
        self.inbox.recv().ok()
    }

    pub fn close(self) {
        drop((self.permits, self.inbox));
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
