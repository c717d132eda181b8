//! The two tasks meet at a barrier twice, before and after a message is taken.

use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::sync::{Arc, Barrier, Mutex};
use std::thread::{self, JoinHandle};

pub struct Messages<T> {
    place: Arc<Place<T>>,
    ended: bool,
    sender: JoinHandle<()>,
}

struct Place<T> {
    message: Mutex<Option<T>>,
    meets: Barrier,
    closed: AtomicBool,
}

impl<T: Send + 'static> Messages<T> {
    pub fn send_all(
        messages: Vec<T>,
        sent: impl Fn(usize) + Send + 'static,
    ) -> Self {
        let place = Arc::new(Place {
            message: Mutex::new(None),
            meets: Barrier::new(2),
            closed: AtomicBool::new(false),
        });
        let own = Arc::clone(&place);
        let sender = thread::spawn(move || {
            for (count, message) in messages.into_iter().enumerate() {
                *own.message.lock().unwrap() = Some(message);
                own.meets.wait();
                if own.closed.load(SeqCst) {
                    return;
                }
                // The message is being taken.
                own.meets.wait();
                sent(count + 1);
            }
            // There is none: that is the end.
            own.meets.wait();
        });
        Messages { place, ended: false, sender }
    }

    pub fn next(&mut self) -> Option<T> {
        if self.ended {
            return None;
        }
        self.place.meets.wait();
        let message = self.place.message.lock().unwrap().take();
        match message {
            Some(_) => {
                self.place.meets.wait();
            }
            None => self.ended = true,
        }
        message
    }

    pub fn close(self) {
        if !self.ended {
            self.place.closed.store(true, SeqCst);
            self.place.meets.wait();
        }
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
