//! What sharing costs: this week's table.

use std::hint::black_box;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::sync::{Barrier, Mutex, RwLock};
use std::thread;
use std::time::Instant;

use crossbeam::channel;
use crossbeam::utils::CachePadded;
use shared::Log;

/// Additions of each thread. Enough to drown the clock, few enough to wait for.
const EACH: u64 = 5_000;

/// One way to count: takes the number of threads, gives the total and the nanoseconds.
type Way = fn(u64) -> (u64, f64);

/// One count, shared in six ways by 1, 2 and 4 threads: nanoseconds an addition, as long
/// as all of them take. What is shared costs more with every thread, because the cores
/// pass one cache line around; what is split does not. Measured here, in this build: add
/// `--release` after `cargo run` for figures that mean something to your program. Beside
/// Go and Python: `make compare ROWS=mutex,atomic`.
pub fn cost(log: &Log) {
    let main = log.task("main");
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let ways: [(&str, Way); 6] = [
        ("atomic", atomic),
        ("mutex", mutex),
        ("rwlock", rwlock),
        ("sharded", sharded),
        ("merged", merged),
        ("channel", by_channel),
    ];

    main.axes("threads", "ns an addition");
    writeln!(main, "ns an addition with 1, 2, 4 threads on {cores} cores:");
    for (name, way) in ways {
        let mut row = format!("{name:8}");
        for threads in [1, 2, 4] {
            let (total, nanos) = way(threads);
            assert_eq!(total, threads * EACH, "{name}");
            row += &format!(" {nanos:8.1}");
            main.point(name, threads as f64, nanos);
        }
        writeln!(main, "{row}");
    }
    writeln!(main, "every total is right");
}

/// Runs `add` on every thread, all beginning together: nanoseconds an addition, from the
/// first thread's start to the last one's end.
fn timed(threads: u64, add: impl Fn(usize) + Sync) -> f64 {
    let start_line = Barrier::new(threads as usize);
    let times: Vec<(Instant, Instant)> = thread::scope(|scope| {
        let start = |id| {
            let (add, start_line) = (&add, &start_line);
            scope.spawn(move || {
                start_line.wait();
                let start = Instant::now();
                add(id);
                (start, Instant::now())
            })
        };
        let running: Vec<_> = (0..threads as usize).map(start).collect();
        running.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    let first = times.iter().map(|(start, _)| *start).min().unwrap();
    let last = times.iter().map(|(_, end)| *end).max().unwrap();
    (last - first).as_secs_f64() * 1e9 / (threads * EACH) as f64
}

fn atomic(threads: u64) -> (u64, f64) {
    let total = AtomicU64::new(0);
    let nanos = timed(threads, |_| {
        for _ in 0..EACH {
            total.fetch_add(1, Relaxed);
        }
    });
    (total.into_inner(), nanos)
}

fn mutex(threads: u64) -> (u64, f64) {
    let total = Mutex::new(0);
    let nanos = timed(threads, |_| {
        for _ in 0..EACH {
            *total.lock().unwrap() += 1;
        }
    });
    (total.into_inner().unwrap(), nanos)
}

fn rwlock(threads: u64) -> (u64, f64) {
    let total = RwLock::new(0);
    let nanos = timed(threads, |_| {
        for _ in 0..EACH {
            *total.write().unwrap() += 1;
        }
    });
    (total.into_inner().unwrap(), nanos)
}

/// A count for each thread, on cache lines of their own.
fn sharded(threads: u64) -> (u64, f64) {
    let shards: Vec<_> =
        (0..threads).map(|_| CachePadded::new(AtomicU64::new(0))).collect();
    let nanos = timed(threads, |id| {
        for _ in 0..EACH {
            shards[id].fetch_add(1, Relaxed);
        }
    });
    (shards.iter().map(|shard| shard.load(Relaxed)).sum(), nanos)
}

/// A plain number in each thread, added to the total once, at the end.
fn merged(threads: u64) -> (u64, f64) {
    let total = Mutex::new(0);
    let nanos = timed(threads, |_| {
        let mut own = 0_u64;
        for _ in 0..EACH {
            own = black_box(own + 1);
        }
        *total.lock().unwrap() += own;
    });
    (total.into_inner().unwrap(), nanos)
}

fn by_channel(threads: u64) -> (u64, f64) {
    let (sender, amounts) = channel::unbounded();
    let nanos = timed(threads, |_| {
        for _ in 0..EACH {
            sender.send(1_u64).unwrap();
        }
    });
    drop(sender);
    (amounts.iter().sum(), nanos)
}
