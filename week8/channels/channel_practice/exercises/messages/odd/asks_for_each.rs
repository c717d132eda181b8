//! The receiver asks for each message, and the sender answers. Who asks no more has left.

use std::thread::{self, JoinHandle};

use crossbeam::channel::{Sender, bounded};

pub struct Messages<T> {
    asks: Sender<Sender<T>>,
    sender: JoinHandle<()>,
}

impl<T: Send + 'static> Messages<T> {
    pub fn send_all(
        messages: Vec<T>,
        sent: impl Fn(usize) + Send + 'static,
    ) -> Self {
        let (asks, asked) = bounded::<Sender<T>>(0);
        let sender = thread::spawn(move || {
            for (count, message) in messages.into_iter().enumerate() {
                let Ok(receiver) = asked.recv() else { return };
                // It waits for the answer, in which there is room.
                receiver.send(message).unwrap();
                sent(count + 1);
            }
        });
        Messages { asks, sender }
    }

    pub fn next(&mut self) -> Option<T> {
        let (answer, message) = bounded(1);
        self.asks.send(answer).ok()?;
        message.recv().ok()
    }

    pub fn close(self) {
        drop(self.asks);
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
