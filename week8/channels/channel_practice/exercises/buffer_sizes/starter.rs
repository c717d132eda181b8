//! buffer_sizes: the same stream over a channel with no room, some room, and plenty.
//!
//! `stream` starts a task that sends the items, in order, over a channel of capacity
//! `room`, at most a million. The calling task receives the items and calls `work` with
//! each, in order. If there is no item yet, it waits in a receive; it does not look
//! again and again. Meanwhile the other task goes on sending. `work` does not panic.
//! `stream` returns two counts:
//!
//! - `waited`: how many items could not be sent at once, because the channel was full
//!   or, with capacity 0, because nobody was receiving. Each item counts once at most.
//! - `ahead`: how far the sender was ahead, at most. Look when a send is over: how many
//!   items have been sent whose `work` has not begun? That is never more than `room` +
//!   1, as one item may have left the channel a moment before its work begins.
//!
//! When `stream` returns, its task has ended. The counts are judged, never the speed.
//! Keep the type and the signature of the function. Inside, use what you like from std
//! or crossbeam. Write the body, then run `cargo week8 check buffer_sizes`. When it has
//! passed, `cargo week8 run buffer_sizes` shows what the capacity changes.

use std::thread;
use std::time::Duration;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// How many items had to wait before they were sent.
    pub waited: usize,
    /// The most items that were sent and whose work had not begun.
    pub ahead: usize,
}

pub fn stream(room: usize, items: Vec<u64>, mut work: impl FnMut(u64)) -> Counts {
    let _ = room;
    items.into_iter().for_each(&mut work);
    todo!("send and receive at once, and count")
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
