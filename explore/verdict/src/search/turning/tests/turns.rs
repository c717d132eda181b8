//! Which turn of a loop decides is told by its message, or if it has not come at all.

use explore::channel::{Receiver, TryRecvError, unbounded};
use explore::thread;

use super::is_told_of;
use crate::Sources;

const TEXT: &str = include_str!("turns.rs");
const TURNS: Sources = Sources(&[(file!(), TEXT)]);

fn serves(names: &Receiver<u32>, asked: &Receiver<u32>) {
    let mut known = Vec::new();
    loop {
        if let Ok(name) = names.try_recv() {
            known.push(name);
            continue;
        }
        match asked.try_recv() {
            Ok(name) => {
                known.iter().find(|it| **it == name).expect("it is known");
            }
            Err(TryRecvError::Empty) => thread::yield_now(),
            Err(TryRecvError::Disconnected) => return,
        }
    }
}

/// A request overtakes what it needs, in the second turn.
fn asks_by_another_way(_: usize) {
    let (tell, names) = unbounded();
    let (ask, asked) = unbounded();
    let task = thread::spawn(move || serves(&names, &asked));
    for name in 0..2 {
        tell.send(name).unwrap();
        ask.send(name).unwrap();
    }
    drop((tell, ask));
    task.join().unwrap();
}

#[test]
fn the_turn_that_decides_is_told() {
    is_told_of(
        TURNS,
        asks_by_another_way,
        "an order violation",
        &["finds tell empty in line", "before main sends message"],
    );
}
