//! A signal ends the task that sends, and both sides select.

use std::thread::{self, JoinHandle};

use crossbeam::channel::{Receiver, Sender, bounded, select};

pub struct Messages<T> {
    inbox: Receiver<T>,
    left: Sender<()>,
    sender: JoinHandle<()>,
}

impl<T: Send + 'static> Messages<T> {
    pub fn send_all(
        messages: Vec<T>,
        sent: impl Fn(usize) + Send + 'static,
    ) -> Self {
        let (outbox, inbox) = bounded(0);
        let (left, has_left) = bounded::<()>(0);
        let sender = thread::spawn(move || {
            for (count, message) in messages.into_iter().enumerate() {
                select! {
                    send(outbox, message) -> _ => sent(count + 1),
                    recv(has_left) -> _ => return,
                }
            }
        });
        Messages { inbox, left, sender }
    }

    pub fn next(&mut self) -> Option<T> {
        select! {
            recv(self.inbox) -> message => message.ok(),
        }
    }

    pub fn close(self) {
        // The receiver stays: nobody receives from it, and that is enough.
        drop(self.left);
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
