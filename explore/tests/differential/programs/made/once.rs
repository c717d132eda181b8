//! What is made once.

use std::sync::Arc;

use super::atomic::{AtomicU8, Ordering::SeqCst};
use super::own::{LazyLock, Once, OnceLock};
use super::{Kind, Script, follow, outcome, pause, stuck};

pub const KIND: Kind = Kind { name: "once", run, tasks: &[(8, 2), (8, 2)] };

pub const LAZY: Kind =
    Kind { name: "lazy", run: lazy, tasks: &[(3, 2), (3, 2), (3, 1)] };

fn run(scripts: Vec<Script>) -> String {
    let shared = Arc::new((OnceLock::new(), Once::new(), AtomicU8::new(0)));
    let tasks = scripts.into_iter().zip(1..).map(|(script, number)| {
        let shared = shared.clone();
        follow(script, move |way, seen| {
            let (cell, once, made) = &*shared;
            match way {
                0 => seen.add(cell.set(number)),
                1 => seen.add(cell.get_or_init(|| {
                    pause();
                    number
                })),
                2 => seen.add(cell.get()),
                3 => seen.add(cell.wait()),
                4 => seen.add(cell.clone() == OnceLock::from(number)),
                5 => {
                    once.call_once(|| made.store(number, SeqCst));
                    seen.add(made.load(SeqCst));
                }
                6 => seen.add((once.is_completed(), made.load(SeqCst))),
                _ => {
                    once.wait();
                    seen.add(made.load(SeqCst));
                }
            }
        })
    });
    let tasks = tasks.collect();
    stuck();
    shared.1.call_once(|| shared.2.store(9, SeqCst));
    let _ = shared.0.set(9);
    outcome(tasks)
}

fn lazy(scripts: Vec<Script>) -> String {
    let made = Arc::new(AtomicU8::new(0));
    let makes = made.clone();
    let lazy = Arc::new(LazyLock::new(move || {
        pause();
        makes.fetch_add(1, SeqCst) + 1
    }));
    let tasks = scripts.into_iter().map(|script| {
        let (lazy, made) = (lazy.clone(), made.clone());
        follow(script, move |way, seen| match way {
            0 => seen.add(**lazy),
            1 => seen.add(LazyLock::get(&lazy).copied()),
            _ => seen.add(made.load(SeqCst)),
        })
    });
    outcome(tasks.collect())
}
