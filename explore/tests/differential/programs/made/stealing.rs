//! The queue of a task, from which another one steals.

use super::lockfree::deque::{Injector, Worker};
use super::{Kind, Script, follow, outcome};
use std::sync::Arc;

pub const FIFO: Kind = Kind {
    name: "Worker::new_fifo",
    run: |scripts| run(scripts, Worker::new_fifo(), Worker::new_lifo()),
    tasks: TASKS,
};

pub const LIFO: Kind = Kind {
    name: "Worker::new_lifo",
    run: |scripts| run(scripts, Worker::new_lifo(), Worker::new_fifo()),
    tasks: TASKS,
};

const TASKS: &[(u8, usize)] = &[(4, 3), (8, 2)];

fn run(scripts: Vec<Script>, owned: Worker<u32>, other: Worker<u32>) -> String {
    let injector = Arc::new(Injector::new());
    for task in 1..=3 {
        owned.push(task);
        injector.push(10 * task);
    }
    let stealer = owned.stealer();
    let [owns, steals] = <[Script; 2]>::try_from(scripts).expect("two tasks");
    let (injects, mut task) = (injector.clone(), 3);
    let owner = follow(owns, move |way, seen| match way {
        0 | 1 => seen.add(owned.pop()),
        2 => {
            task += 1;
            owned.push(task);
        }
        _ => seen.add(shown(injects.steal_batch_and_pop(&owned))),
    });
    let thief = follow(steals, move |way, seen| match way {
        0 | 1 => seen.add(shown(stealer.steal())),
        2 => seen.add(shown(stealer.steal_batch(&other))),
        3 => seen.add(shown(stealer.steal_batch_with_limit_and_pop(&other, 2))),
        4 => seen.add(shown(injector.steal())),
        5 => seen.add(shown(injector.steal_batch_with_limit(&other, 1))),
        6 => seen.add((stealer.len(), injector.is_empty())),
        _ => seen.add(other.pop()),
    });
    outcome(vec![owner, thief])
}

/// What was stolen, or why nothing was.
fn shown<T: std::fmt::Debug>(steal: super::lockfree::deque::Steal<T>) -> String {
    let text = format!("{steal:?}");
    steal.success().map_or(text, |stolen| format!("{stolen:?}"))
}
