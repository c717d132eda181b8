//! Steps that cannot be divided.

use std::sync::atomic::{AtomicBool, AtomicU32, Ordering::Relaxed};
use std::sync::{Barrier, LazyLock, OnceLock};
use std::thread;

use shared::Log;

/// `fetch_add` reads and writes in one step, and no other thread comes in between,
/// as in Go's `atomic.AddInt32`. Python has no atomic numbers: there you take a
/// lock. Where no such step exists, use a loop: read, compute, and write if the
/// value is still the one that was read; else begin again. The ordering `Relaxed`
/// promises that each step is whole, but not that other threads see steps on
/// several variables in their order. A count asks for no more, because the end of
/// the scope makes the total visible to main.
pub fn atomics(log: &Log) {
    let main = log.task("main");
    let count = AtomicU32::new(0);
    let highest = AtomicU32::new(0);

    thread::scope(|scope| {
        for id in 1..=4 {
            let (count, highest) = (&count, &highest);
            scope.spawn(move || {
                for step in 1..=1000 {
                    count.fetch_add(1, Relaxed);
                    raise(highest, id * step);
                }
            });
        }
    });
    writeln!(main, "counted {}", count.into_inner());
    writeln!(main, "highest {}", highest.into_inner());
}

/// What `fetch_max` does, spelled out. Another thread may have changed the value,
/// and a weak exchange may also fail for no reason: both times the loop tries
/// again. The first ordering is for an exchange that succeeds, the second for one
/// that fails.
fn raise(highest: &AtomicU32, value: u32) {
    let mut seen = highest.load(Relaxed);
    while seen < value {
        match highest.compare_exchange_weak(seen, value, Relaxed, Relaxed) {
            Ok(_) => break,
            Err(now) => seen = now,
        }
    }
}

/// Go has `sync.Once` and `sync.OnceValue`. Python's `functools.cache` may call
/// the function twice. To look whether a value is there, and then to set it,
/// are two steps. Two threads can both look first: here a barrier between the
/// steps makes them do so. `get_or_init` of a `OnceLock` lets one thread make
/// the value, and the others wait for it; if it panics, the next one tries. A
/// `LazyLock` gets the function beforehand, which suits a `static`; if that
/// panics, each later use panics.
pub fn initialise_once(log: &Log) {
    let main = log.task("main");
    let ready = AtomicBool::new(false);
    let (racy, once) = (AtomicU32::new(0), AtomicU32::new(0)); // how often each was made
    let both = Barrier::new(2);
    let settings = OnceLock::new();

    thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                let absent = !ready.load(Relaxed);
                both.wait(); // both have looked, and neither has set
                if absent {
                    racy.fetch_add(1, Relaxed);
                    ready.store(true, Relaxed);
                }
                settings.get_or_init(|| once.fetch_add(1, Relaxed));
                LazyLock::force(&TABLE);
            });
        }
    });
    writeln!(main, "look, then set: made {} times", racy.into_inner());
    writeln!(main, "OnceLock: made {} time", once.into_inner());
    writeln!(main, "LazyLock: made {} time", TABLES.load(Relaxed));
}

static TABLES: AtomicU32 = AtomicU32::new(0);
static TABLE: LazyLock<Vec<u32>> = LazyLock::new(|| {
    TABLES.fetch_add(1, Relaxed);
    (0..10).collect()
});
