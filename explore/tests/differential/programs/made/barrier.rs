//! A barrier at which all meet after each step.

use std::sync::Arc;

use super::atomic::{AtomicU32, Ordering::SeqCst};
use super::own::Barrier;
use super::{Kind, Script, follow, outcome};

pub const KIND: Kind =
    Kind { name: "barrier", run, tasks: &[(4, 2), (4, 2), (4, 1)] };

fn run(scripts: Vec<Script>) -> String {
    let turns = scripts.iter().map(Vec::len).min().unwrap_or(0);
    let shared = Arc::new((Barrier::new(scripts.len()), AtomicU32::new(1)));
    let tasks = scripts.into_iter().map(|script| {
        let (shared, mut left) = (shared.clone(), turns);
        follow(script, move |way, seen| {
            let (barrier, number) = &*shared;
            match way {
                0 => seen.add(number.fetch_add(1, SeqCst)),
                1 => seen.add(number.swap(7, SeqCst)),
                2 => seen.add(number.load(SeqCst)),
                _ => {}
            }
            if left > 0 {
                left -= 1;
                seen.add(barrier.wait().is_leader());
            }
        })
    });
    outcome(tasks.collect())
}
