//! What is changed in one step: atomics of std and of crossbeam.

use std::sync::Arc;

use super::atomic::{AtomicU8, Ordering::SeqCst};
use super::lockfree::atomic::{AtomicCell, AtomicConsume};
use super::{Kind, Script, follow, outcome};

pub const KIND: Kind = Kind { name: "atomics", run, tasks: &[(13, 3), (13, 3)] };

fn run(scripts: Vec<Script>) -> String {
    let shared = Arc::new((AtomicU8::new(1), AtomicCell::new(1_u8)));
    let tasks = scripts.into_iter().map(|script| {
        let shared = shared.clone();
        follow(script, move |way, seen| {
            let (atomic, cell) = &*shared;
            match way {
                0 => seen
                    .add(atomic.update(SeqCst, SeqCst, |old| old.wrapping_add(1))),
                1 => {
                    let less = |old: u8| (old > 1).then(|| old - 1);
                    seen.add(atomic.try_update(SeqCst, SeqCst, less));
                }
                2 => seen.add(atomic.fetch_nand(1, SeqCst)),
                3 => seen.add(atomic.fetch_max(3, SeqCst)),
                4 => seen.add(atomic.load_consume()),
                5 => seen.add(cell.load()),
                6 => cell.store(5),
                7 => seen.add(cell.take()),
                8 => seen.add(cell.compare_exchange(1, 2)),
                9 => seen.add(cell.fetch_update(|old| old.checked_mul(2))),
                10 => seen.add(cell.fetch_xor(3)),
                11 => seen.add(cell.fetch_min(4)),
                _ => seen.add(cell.swap(6)),
            }
        })
    });
    outcome(tasks.collect())
}
