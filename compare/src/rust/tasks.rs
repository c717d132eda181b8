//! Tasks that are spawned, and tasks that wait.

use std::fs;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::thread;
use std::time::Instant;

use tokio::sync::Semaphore;
use tokio::task::JoinHandle;
use tokio_util::task::TaskTracker;

use super::{Measured, Timed, in_a_task, runtime};
use crate::rows::ROOM;

/// Spawns so many tasks that count themselves, and waits for all.
pub fn spawn(tasks: u64, one_core: bool) -> Timed {
    in_a_task(one_core, async move {
        let count = Arc::new(AtomicU64::new(0));
        let tracker = TaskTracker::new();
        for _ in 0..tasks {
            let count = Arc::clone(&count);
            tracker.spawn(async move {
                count.fetch_add(1, Relaxed);
            });
        }
        tracker.close();
        tracker.wait().await;
        count.load(Relaxed)
    })
}

/// The same with threads of the system, each joined before the next.
pub fn spawn_threads(threads: u64) -> Timed {
    let start = Instant::now();
    let count = Arc::new(AtomicU64::new(0));
    for _ in 0..threads {
        let count = Arc::clone(&count);
        let thread = thread::spawn(move || count.fetch_add(1, Relaxed));
        thread.join().expect("no panic");
    }
    (start.elapsed(), count.load(Relaxed))
}

/// The bytes that each of so many tasks takes while it waits.
pub fn memory(tasks: u64) -> Measured {
    runtime(false).block_on(async {
        let before = resident();
        let mut parked = Parked::default();
        parked.add(tasks).await;
        let bytes = resident().saturating_sub(before);
        let value = bytes as f64 / tasks as f64;
        Measured { value, check: parked.release().await }
    })
}

/// The most tasks that wait at once and fit the room, in steps of two times.
pub fn alive(first: u64) -> Measured {
    runtime(false).block_on(async {
        let mut parked = Parked::default();
        let mut tasks = first;
        parked.add(tasks).await;
        while resident() * 2 <= ROOM && tasks < first << MOST {
            parked.add(tasks).await;
            tasks *= 2;
        }
        let all = parked.release().await == tasks;
        Measured { value: tasks as f64, check: u64::from(all) }
    })
}

/// No more doublings than this: where memory is not known they would not end.
const MOST: u32 = 12;

/// Tasks that wait for a permit.
struct Parked {
    permits: Arc<Semaphore>,
    started: Arc<AtomicU64>,
    tasks: Vec<JoinHandle<()>>,
}

impl Default for Parked {
    fn default() -> Parked {
        let permits = Arc::new(Semaphore::new(0));
        Parked { permits, started: Arc::default(), tasks: Vec::new() }
    }
}

impl Parked {
    /// So many more; returns when all have begun.
    async fn add(&mut self, tasks: u64) {
        for _ in 0..tasks {
            let permits = Arc::clone(&self.permits);
            let started = Arc::clone(&self.started);
            self.tasks.push(tokio::spawn(async move {
                started.fetch_add(1, Relaxed);
                permits.acquire().await.expect("never closed").forget();
            }));
        }
        while self.started.load(Relaxed) < self.tasks.len() as u64 {
            tokio::task::yield_now().await;
        }
    }

    /// Lets all go on, and counts those that have ended.
    async fn release(self) -> u64 {
        self.permits.add_permits(self.tasks.len());
        let mut ended = 0;
        for task in self.tasks {
            task.await.expect("no panic");
            ended += 1;
        }
        ended
    }
}

/// The bytes of this process that are in memory; 0 where /proc is not there.
fn resident() -> u64 {
    let statm = fs::read_to_string("/proc/self/statm").unwrap_or_default();
    let pages = statm.split(' ').nth(1).and_then(|pages| pages.parse::<u64>().ok());
    pages.unwrap_or(0) * 4096
}
