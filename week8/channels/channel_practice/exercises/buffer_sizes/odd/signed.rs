//! One number goes up with a send and down with a beginning, which may come first.

use std::sync::Arc;
use std::sync::atomic::{AtomicIsize, Ordering::SeqCst};
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
    let open = Arc::new(AtomicIsize::new(0));
    let their_open = Arc::clone(&open);
    let sender = thread::spawn(move || {
        let mut counts = Counts::default();
        for item in items {
            if let Err(TrySendError::Full(item)) = outbox.try_send(item) {
                counts.waited += 1;
                outbox.send(item).unwrap();
            }
            let now = their_open.fetch_add(1, SeqCst) + 1;
            counts.ahead = counts.ahead.max(now.max(0) as usize);
        }
        counts
    });
    for item in inbox {
        open.fetch_sub(1, SeqCst);
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
