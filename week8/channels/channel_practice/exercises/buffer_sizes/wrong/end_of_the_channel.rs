//! The end of the channel is taken for the end of the task.

use std::sync::{Arc, Mutex};
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

/// The counts, and what is needed to count.
#[derive(Default)]
struct Book {
    counts: Counts,
    sent: usize,
    begun: usize,
}

pub fn stream(room: usize, items: Vec<u64>, mut work: impl FnMut(u64)) -> Counts {
    let (outbox, inbox) = bounded(room);
    let book = Arc::new(Mutex::new(Book::default()));
    let own = Arc::clone(&book);
    thread::spawn(move || {
        for item in items {
            let mut waited = false;
            if let Err(TrySendError::Full(item)) = outbox.try_send(item) {
                waited = true;
                outbox.send(item).unwrap();
            }
            let mut book = own.lock().unwrap();
            book.sent += 1;
            // The caller may have begun it before it is counted as sent here.
            let ahead = book.sent - book.begun.min(book.sent);
            book.counts.ahead = book.counts.ahead.max(ahead);
            book.counts.waited += usize::from(waited);
        }
    });
    for item in inbox {
        book.lock().unwrap().begun += 1;
        work(item);
    }
    let book = book.lock().unwrap();
    book.counts
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
