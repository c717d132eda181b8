//! The counts are shared, so nobody joins the task, which may still look whether the
//! channel is empty.

use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
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

pub fn stream(room: usize, items: Vec<u64>, mut work: impl FnMut(u64)) -> Counts {
    let (outbox, inbox) = bounded(room);
    let begun = Arc::new(AtomicUsize::new(0));
    let their_begun = Arc::clone(&begun);
    let all = items.len();
    let counts = Arc::new(Mutex::new(Counts::default()));
    let their_counts = Arc::clone(&counts);
    thread::spawn(move || {
        let mut sent = 0;
        for item in items {
            if let Err(TrySendError::Full(item)) = outbox.try_send(item) {
                their_counts.lock().unwrap().waited += 1;
                outbox.send(item).unwrap();
            }
            sent += 1;
            let mut counts = their_counts.lock().unwrap();
            counts.ahead = counts.ahead.max(sent - their_begun.load(SeqCst));
        }
        while !outbox.is_empty() {
            thread::sleep(Duration::from_millis(100));
        }
    });
    for item in inbox.iter().take(all) {
        begun.fetch_add(1, SeqCst);
        work(item);
    }
    *counts.lock().unwrap()
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
