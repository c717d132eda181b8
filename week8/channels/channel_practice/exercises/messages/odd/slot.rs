//! A slot for one message, under a lock: the sender fills it and waits until it is empty.

use std::sync::{Arc, Condvar, Mutex};
use std::thread::{self, JoinHandle};

pub struct Messages<T> {
    slot: Arc<Slot<T>>,
    sender: JoinHandle<()>,
}

struct Slot<T> {
    state: Mutex<State<T>>,
    changed: Condvar,
}

struct State<T> {
    message: Option<T>,
    sender_left: bool,
    receiver_left: bool,
}

impl<T: Send + 'static> Messages<T> {
    pub fn send_all(
        messages: Vec<T>,
        sent: impl Fn(usize) + Send + 'static,
    ) -> Self {
        let state =
            State { message: None, sender_left: false, receiver_left: false };
        let (state, changed) = (Mutex::new(state), Condvar::new());
        let slot = Arc::new(Slot { state, changed });
        let outbox = Arc::clone(&slot);
        let sender = thread::spawn(move || {
            for (count, message) in messages.into_iter().enumerate() {
                let mut state = outbox.state.lock().unwrap();
                state.message = Some(message);
                outbox.changed.notify_all();
                while state.message.is_some() && !state.receiver_left {
                    state = outbox.changed.wait(state).unwrap();
                }
                if state.receiver_left {
                    return;
                }
                drop(state);
                sent(count + 1);
            }
            outbox.state.lock().unwrap().sender_left = true;
            outbox.changed.notify_all();
        });
        Messages { slot, sender }
    }

    pub fn next(&mut self) -> Option<T> {
        let mut state = self.slot.state.lock().unwrap();
        while state.message.is_none() && !state.sender_left {
            state = self.slot.changed.wait(state).unwrap();
        }
        let message = state.message.take();
        self.slot.changed.notify_all();
        message
    }

    pub fn close(self) {
        self.slot.state.lock().unwrap().receiver_left = true;
        self.slot.changed.notify_all();
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
