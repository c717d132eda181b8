//! A queue of its own under a lock. With a capacity of 0 an item is put down only when
//! somebody receives.

use std::collections::VecDeque;
use std::sync::{Condvar, Mutex};
use std::thread;
use std::time::Duration;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// How many items had to wait before they were sent.
    pub waited: usize,
    /// The most items that were sent and whose work had not begun.
    pub ahead: usize,
}

#[derive(Default)]
struct State {
    queue: VecDeque<u64>,
    receiving: bool,
    ended: bool,
}

impl State {
    fn has_room(&self, room: usize) -> bool {
        self.queue.len() < room
            || (room == 0 && self.receiving && self.queue.is_empty())
    }
}

pub fn stream(room: usize, items: Vec<u64>, mut work: impl FnMut(u64)) -> Counts {
    let (state, changed) = (Mutex::new(State::default()), Condvar::new());
    thread::scope(|scope| {
        let sender = scope.spawn(|| {
            let mut counts = Counts::default();
            for item in items {
                let mut now = state.lock().unwrap();
                if !now.has_room(room) {
                    counts.waited += 1;
                    while !now.has_room(room) {
                        now = changed.wait(now).unwrap();
                    }
                }
                now.queue.push_back(item);
                counts.ahead = counts.ahead.max(now.queue.len());
                changed.notify_all();
            }
            state.lock().unwrap().ended = true;
            changed.notify_all();
            counts
        });
        loop {
            let mut now = state.lock().unwrap();
            now.receiving = true;
            changed.notify_all();
            while now.queue.is_empty() && !now.ended {
                now = changed.wait(now).unwrap();
            }
            now.receiving = false;
            let Some(item) = now.queue.pop_front() else { break };
            changed.notify_all();
            drop(now);
            work(item);
        }
        sender.join().unwrap()
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
