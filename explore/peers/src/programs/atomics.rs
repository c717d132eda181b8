//! Tasks that only read and write numbers.

use std::sync::Arc;

use super::super::atomic::{AtomicUsize, Ordering::SeqCst};
use super::super::thread;
use super::join_all;

/// Each task reads and writes back one more, in two steps: this one fails.
pub fn lost_update(tasks: usize) {
    let counter = Arc::new(AtomicUsize::new(0));
    let task = |_| {
        let counter = counter.clone();
        thread::spawn(move || {
            let seen = counter.load(SeqCst);
            counter.store(seen + 1, SeqCst);
        })
    };
    join_all((0..tasks).map(task).collect::<Vec<_>>());
    assert_eq!(counter.load(SeqCst), tasks, "an update was lost");
}

/// One task writes what the others read.
pub fn readers(readers: usize) {
    let value = Arc::new(AtomicUsize::new(0));
    let written = value.clone();
    let mut tasks = vec![thread::spawn(move || written.store(1, SeqCst))];
    for _ in 0..readers {
        let value = value.clone();
        tasks.push(thread::spawn(move || {
            value.load(SeqCst);
        }));
    }
    join_all(tasks);
}

/// Each task writes a number of its own: all orders are the same behaviour.
pub fn writers(writers: usize) {
    let values: Arc<Vec<_>> =
        Arc::new((0..writers).map(|_| AtomicUsize::new(0)).collect());
    let task = |index: usize| {
        let values = values.clone();
        thread::spawn(move || values[index].store(1, SeqCst))
    };
    join_all((0..writers).map(task).collect::<Vec<_>>());
}
