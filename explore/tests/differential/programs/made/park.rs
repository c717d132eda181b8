//! A task that parks, and one that unparks it.

use std::sync::Arc;

use super::atomic::{AtomicBool, AtomicU32, Ordering::SeqCst};
use super::thread;
use super::time::Duration;
use super::{Kind, Script, follow, pause, stuck};

pub const KIND: Kind = Kind { name: "park", run, tasks: &[(2, 2), (4, 3)] };

#[derive(Default)]
struct Shared {
    is_over: AtomicBool,
    count: AtomicU32,
}

fn run(scripts: Vec<Script>) -> String {
    let [unparks, parks] = <[Script; 2]>::try_from(scripts).expect("two tasks");
    let shared = Arc::new(Shared::default());
    let state = shared.clone();
    let task = follow(parks, move |way, seen| {
        match way {
            0 | 1 if !state.is_over.load(SeqCst) => thread::park(),
            2 => thread::park_timeout(Duration::ZERO),
            _ => {}
        }
        seen.add(state.count.load(SeqCst));
    });
    for way in unparks {
        pause();
        if way == 0 {
            shared.count.fetch_add(1, SeqCst);
        }
        task.thread().unpark();
    }
    stuck();
    shared.is_over.store(true, SeqCst);
    task.thread().unpark();
    task.join().unwrap()
}
