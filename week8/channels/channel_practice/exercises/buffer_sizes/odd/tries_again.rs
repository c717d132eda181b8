//! It is tried again and again, and an item is counted at its first try.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::thread;
use std::time::Duration;

use crossbeam::channel::{TrySendError, bounded};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// How many items had to wait before they were sent.
    pub waited: usize,
    /// The most items that were sent and whose work had not begun.
    pub ahead: usize,
}

pub fn stream(room: usize, items: Vec<u64>, mut work: impl FnMut(u64)) -> Counts {
    let (outbox, inbox) = bounded(room);
    let begun = Arc::new(AtomicUsize::new(0));
    let their_begun = Arc::clone(&begun);
    let sender = thread::spawn(move || {
        let mut counts = Counts::default();
        let mut sent = 0;
        for mut item in items {
            let mut waits = 0;
            while let Err(TrySendError::Full(back)) = outbox.try_send(item) {
                waits = 1;
                item = back;
                thread::yield_now();
            }
            counts.waited += waits;
            sent += 1;
            counts.ahead = counts.ahead.max(sent - their_begun.load(SeqCst));
        }
        counts
    });
    for item in inbox {
        begun.fetch_add(1, SeqCst);
        work(item);
    }
    sender.join().unwrap()
}

fn main() {
    for room in [0, 10, 1000] {
        let mut sum = 0;
        let work = |item| {
            sum += item;
            thread::sleep(Duration::from_micros(100));
        };
        let counts = stream(room, (1..=100).collect(), work);
        println!("room for {room}: {counts:?}, the sum is {sum}");
    }
}
