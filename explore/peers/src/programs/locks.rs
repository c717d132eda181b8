//! Tasks that wait for locks and conditions.

use std::collections::VecDeque;
use std::sync::Arc;

use super::super::{Condvar, Mutex, thread};
use super::join_all;

/// Each takes the fork on its left, then the one on its right: this one fails.
pub fn philosophers(philosophers: usize) {
    let forks: Arc<Vec<_>> =
        Arc::new((0..philosophers).map(|_| Mutex::new(())).collect());
    let task = |left: usize| {
        let forks = forks.clone();
        thread::spawn(move || {
            let _left = forks[left].lock().unwrap();
            let _right = forks[(left + 1) % philosophers].lock().unwrap();
        })
    };
    join_all((0..philosophers).map(task).collect::<Vec<_>>());
}

struct Buffer {
    items: Mutex<VecDeque<usize>>,
    not_empty: Condvar,
    not_full: Condvar,
}

/// So many producers and consumers with a buffer of one place between them.
pub fn buffer(pairs: usize) {
    let buffer = Arc::new(Buffer {
        items: Mutex::new(VecDeque::new()),
        not_empty: Condvar::new(),
        not_full: Condvar::new(),
    });
    let mut tasks = Vec::new();
    for item in 0..pairs {
        let producer = buffer.clone();
        tasks.push(thread::spawn(move || {
            let mut items = producer.items.lock().unwrap();
            while items.len() == 1 {
                items = producer.not_full.wait(items).unwrap();
            }
            items.push_back(item);
            producer.not_empty.notify_one();
        }));
        let consumer = buffer.clone();
        tasks.push(thread::spawn(move || {
            let mut items = consumer.items.lock().unwrap();
            while items.is_empty() {
                items = consumer.not_empty.wait(items).unwrap();
            }
            items.pop_front();
            consumer.not_full.notify_one();
        }));
    }
    join_all(tasks);
}
