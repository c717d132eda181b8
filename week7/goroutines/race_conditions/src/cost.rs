//! What sharing costs: this week's table.

use std::hint::black_box;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::sync::{Barrier, Mutex, RwLock};
use std::thread;
use std::time::Instant;

use crossbeam::channel;
use crossbeam::utils::CachePadded;
use shared::Log;

/// Here 1, 2 and 4 threads share one count, and each row shows the whole time
/// divided by the additions of all threads. When several threads write to one
/// atomic, or take one lock, the cores pass one piece of memory around.
/// `sharded` and `merged` avoid that with a count for each thread. `rw read`
/// does not: even a read lock is written to. The page shows a release build; a
/// debug build may hide this, so type `cargo lesson race_conditions --release
/// cost`. `make compare ROWS=mutex,atomic` measures Go, and for `mutex` Python.
pub fn cost(log: &Log) {
    let main = log.task("main");
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let ways: [(&str, Way); 7] = [
        ("atomic", atomic),
        ("mutex", mutex),
        ("rw write", rw_write),
        ("rw read", rw_read),
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

/// Additions of each thread.
const EACH: u64 = 50_000;

/// One way to count. Takes the number of threads, gives the total and the
/// nanoseconds.
type Way = fn(u64) -> (u64, f64);

/// Runs `add` on every thread, all from the same moment on. Gives the nanoseconds
/// from the first thread's begin to the last one's end, divided by all additions.
fn timed(threads: u64, add: impl Fn(usize) + Sync) -> f64 {
    let start_line = Barrier::new(threads as usize);
    let times: Vec<(Instant, Instant)> = thread::scope(|scope| {
        let mut running = Vec::new();
        for id in 0..threads as usize {
            let (add, start_line) = (&add, &start_line);
            running.push(scope.spawn(move || {
                start_line.wait();
                let start = Instant::now();
                add(id);
                (start, Instant::now())
            }));
        }
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

fn rw_write(threads: u64) -> (u64, f64) {
    let total = RwLock::new(0);
    let nanos = timed(threads, |_| {
        for _ in 0..EACH {
            *total.write().unwrap() += 1;
        }
    });
    (total.into_inner().unwrap(), nanos)
}

/// Each thread reads a 1 under the lock and adds it to a number of its own.
fn rw_read(threads: u64) -> (u64, f64) {
    let one = RwLock::new(1);
    let total = AtomicU64::new(0);
    let nanos = timed(threads, |_| {
        let mut own = 0;
        for _ in 0..EACH {
            own += *one.read().unwrap();
        }
        total.fetch_add(own, Relaxed);
    });
    (total.into_inner(), nanos)
}

/// A count for each thread. A cache line is what cores pass around at once, and
/// each count has its own.
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

/// The threads send, and one more thread receives and adds: measured from before
/// their start until it is done.
fn by_channel(threads: u64) -> (u64, f64) {
    let (sender, amounts) = channel::unbounded();
    thread::scope(|scope| {
        let owner = scope.spawn(move || (amounts.iter().sum(), Instant::now()));
        let start = Instant::now();
        timed(threads, |_| {
            for _ in 0..EACH {
                sender.send(1_u64).unwrap();
            }
        });
        drop(sender); // the owner's loop ends
        let (total, end) = owner.join().unwrap();
        let nanos = (end - start).as_secs_f64() * 1e9;
        (total, nanos / (threads * EACH) as f64)
    })
}
