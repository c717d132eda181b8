//! One number that four tasks count up.

use parking_lot::Mutex;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

use crossbeam::utils::CachePadded;
use tokio::spawn;

use super::{Timed, in_a_task};

const TASKS: u64 = 4;

pub fn mutex(adds: u64) -> Timed {
    from_four(adds, Mutex::new(0), |n, _| *n.lock() += 1, |n| *n.lock())
}

/// A number for each task, summed at the end.
pub fn mutex_shards(adds: u64) -> Timed {
    let shards: [CachePadded<Mutex<u64>>; TASKS as usize] = Default::default();
    from_four(
        adds,
        shards,
        |shards, task| *shards[task].lock() += 1,
        |shards| shards.iter().map(|n| *n.lock()).sum(),
    )
}

pub fn atomic(adds: u64) -> Timed {
    from_four(
        adds,
        AtomicU64::new(0),
        |n, _| {
            n.fetch_add(1, Relaxed);
        },
        |n| n.load(Relaxed),
    )
}

/// A number for each task, summed at the end.
pub fn atomic_shards(adds: u64) -> Timed {
    let shards: [CachePadded<AtomicU64>; TASKS as usize] = Default::default();
    from_four(
        adds,
        shards,
        |shards, task| {
            shards[task].fetch_add(1, Relaxed);
        },
        |shards| shards.iter().map(|n| n.load(Relaxed)).sum(),
    )
}

fn from_four<T: Send + Sync + 'static>(
    adds: u64,
    shared: T,
    add: impl Fn(&T, usize) + Copy + Send + 'static,
    sum: impl Fn(&T) -> u64 + Send + 'static,
) -> Timed {
    in_a_task(false, async move {
        let shared = Arc::new(shared);
        let adds = |task| {
            let shared = Arc::clone(&shared);
            spawn(async move {
                for _ in 0..adds / TASKS {
                    add(&shared, task);
                }
            })
        };
        let tasks: Vec<_> = (0..TASKS as usize).map(adds).collect();
        for task in tasks {
            task.await.expect("no panic");
        }
        sum(&shared)
    })
}
