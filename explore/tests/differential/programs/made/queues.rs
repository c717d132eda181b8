//! crossbeam's queues.

use std::sync::Arc;

use super::lockfree::queue::{ArrayQueue, SegQueue};
use super::{Kind, Script, follow, outcome};

pub const ARRAY: Kind =
    Kind { name: "ArrayQueue", run: array, tasks: &[(6, 2), (6, 2), (6, 1)] };

pub const ENDLESS: Kind =
    Kind { name: "SegQueue", run: endless, tasks: &[(4, 2), (4, 2), (4, 1)] };

fn array(scripts: Vec<Script>) -> String {
    let queue = Arc::new(ArrayQueue::new(2));
    let tasks = scripts.into_iter().zip(0..).map(|(script, number)| {
        let (queue, mut value) = (queue.clone(), 10 * number);
        follow(script, move |way, seen| {
            value += 1;
            match way {
                0 | 1 => seen.add(queue.push(value)),
                2 => seen.add(queue.force_push(value)),
                3 => seen.add(queue.pop()),
                4 => seen.add(queue.len()),
                _ => seen.add((queue.is_full(), queue.is_empty())),
            }
        })
    });
    let seen = outcome(tasks.collect());
    format!("{seen} {:?}", std::iter::from_fn(|| queue.pop()).collect::<Vec<_>>())
}

fn endless(scripts: Vec<Script>) -> String {
    let queue = Arc::new(SegQueue::new());
    let tasks = scripts.into_iter().zip(0..).map(|(script, number)| {
        let (queue, mut value) = (queue.clone(), 10 * number);
        follow(script, move |way, seen| {
            value += 1;
            match way {
                0 | 1 => queue.push(value),
                2 => seen.add(queue.pop()),
                _ => seen.add(queue.len()),
            }
        })
    });
    let seen = outcome(tasks.collect());
    format!("{seen} {:?}", std::iter::from_fn(|| queue.pop()).collect::<Vec<_>>())
}
