//! buffer_sizes: the same stream over no room, some room, and plenty.
//!
//! `stream` starts a task that sends the items in order over a channel with this room.
//! The calling task receives them and calls `work` with each, in order, while the other
//! goes on sending. It returns two counts:
//!
//! - `waited`: how many items could not be sent at once: the channel was full or, without
//!   room, nobody was receiving.
//! - `ahead`: the most items that had been sent and whose `work` had not begun, looked at
//!   when a send is over. Never more than the room and one: the one that was taken out of
//!   the channel a moment before its work begins.
//!
//! When `stream` returns, its task has ended. What is judged is the counts, never the
//! speed. Keep the type and the head of the function; inside do as you like, with std or
//! crossbeam. Write what is left out, then `cargo week8 check buffer_sizes`; when it has
//! passed, `cargo week8 run buffer_sizes` shows what the room changes.

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
