//! The receiver gives a ticket back for each item that it begins, and the sender counts
//! what it has got back.

use std::thread;
use std::time::Duration;

use crossbeam::channel::{TrySendError, bounded, unbounded};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// How many items had to wait before they were sent.
    pub waited: usize,
    /// The most items that were sent and whose work had not begun.
    pub ahead: usize,
}

pub fn stream(room: usize, items: Vec<u64>, mut work: impl FnMut(u64)) -> Counts {
    let (outbox, inbox) = bounded(room);
    let (begin, begun) = unbounded();
    let sender = thread::spawn(move || {
        let mut counts = Counts::default();
        let mut open = 0;
        for item in items {
            if let Err(TrySendError::Full(item)) = outbox.try_send(item) {
                counts.waited += 1;
                outbox.send(item).unwrap();
            }
            open += 1;
            open -= begun.try_iter().count();
            counts.ahead = counts.ahead.max(open);
        }
        counts
    });
    for item in inbox {
        // It may have sent its last.
        let _ = begin.send(());
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
