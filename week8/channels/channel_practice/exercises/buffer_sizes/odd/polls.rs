//! It tries again after a short sleep, until there is room.

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
    let (sender, receiver) = bounded(room);
    let begun = AtomicUsize::new(0);
    thread::scope(|scope| {
        let task = scope.spawn(|| {
            let sender = sender;
            let mut counts = Counts::default();
            for (n, mut item) in items.into_iter().enumerate() {
                let mut first = true;
                while let Err(TrySendError::Full(back)) = sender.try_send(item) {
                    item = back;
                    counts.waited += usize::from(first);
                    first = false;
                    thread::sleep(Duration::from_micros(50));
                }
                counts.ahead = counts.ahead.max(n + 1 - begun.load(SeqCst));
            }
            counts
        });
        for item in receiver {
            begun.fetch_add(1, SeqCst);
            work(item);
        }
        task.join().unwrap()
    })
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
