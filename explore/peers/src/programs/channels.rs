//! Tasks that send to each other.

use std::sync::Arc;

use super::super::{Mutex, mpsc, thread};
use super::join_all;

/// A source and two stages, with a channel after each; main takes so many results.
pub fn pipeline(items: usize) {
    let (source, mut input) = mpsc::channel();
    let mut tasks = vec![thread::spawn(move || {
        for item in 0..items {
            source.send(item).unwrap();
        }
    })];
    for _ in 0..2 {
        let (sender, output) = mpsc::channel();
        tasks.push(thread::spawn(move || {
            for _ in 0..items {
                let item = input.recv().unwrap();
                sender.send(item + 1).unwrap();
            }
        }));
        input = output;
    }
    for item in 0..items {
        assert_eq!(input.recv().unwrap(), item + 2);
    }
    join_all(tasks);
}

/// So many workers take four jobs from one queue, and a `None` each at the end.
pub fn pool(workers: usize) {
    const JOBS: usize = 4;
    let (to_workers, queue) = mpsc::channel();
    let (to_main, results) = mpsc::channel();
    let queue = Arc::new(Mutex::new(queue));
    let worker = |_| {
        let (queue, to_main) = (queue.clone(), to_main.clone());
        thread::spawn(move || {
            loop {
                let job: Option<usize> = queue.lock().unwrap().recv().unwrap();
                let Some(job) = job else { break };
                to_main.send(job * job).unwrap();
            }
        })
    };
    let tasks: Vec<_> = (0..workers).map(worker).collect();
    let jobs = (0..JOBS).map(Some).chain((0..workers).map(|_| None));
    for job in jobs {
        to_workers.send(job).unwrap();
    }
    let sum: usize = (0..JOBS).map(|_| results.recv().unwrap()).sum();
    assert_eq!(sum, (0..JOBS).map(|job| job * job).sum());
    join_all(tasks);
    drop((to_workers, to_main));
}
