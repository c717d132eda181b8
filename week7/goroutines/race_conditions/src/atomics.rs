//! Steps that cannot be divided.

use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::sync::{Barrier, LazyLock, OnceLock};
use std::thread;

use shared::Log;

/// `fetch_add` reads and writes in one step that no other thread can come between, as
/// Go's `atomic.AddInt32` does. What has no step of its own is a loop: read, compute,
/// and write only if nobody has written since, else begin again. `Relaxed` promises
/// that, and nothing about any other variable; a count asks for no more, because the
/// join below makes the total visible.
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

/// What `fetch_max` does, spelled out. It ends: a failed exchange means that somebody
/// else got through.
fn raise(highest: &AtomicU32, value: u32) {
    let mut seen = highest.load(Relaxed);
    while seen < value {
        match highest.compare_exchange_weak(seen, value, Relaxed, Relaxed) {
            Ok(_) => break,
            Err(now) => seen = now,
        }
    }
}

/// Go has `sync.Once` and `sync.OnceValue`. Looking whether a value is there and then
/// setting it are two steps, and two threads can both look first; here a barrier
/// between the steps makes them. `OnceLock` lets one thread in and the others wait for
/// its value; `LazyLock` is the same with the function given beforehand.
pub fn initialise_once(log: &Log) {
    static TABLE: LazyLock<Vec<u32>> = LazyLock::new(|| (0..10).collect());
    let main = log.task("main");
    let both = Barrier::new(2);
    let (ready, racy, once) =
        (AtomicU32::new(0), AtomicU32::new(0), AtomicU32::new(0));
    let settings = OnceLock::new();

    thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                let absent = ready.load(Relaxed) == 0;
                both.wait(); // both have looked, neither has set
                if absent {
                    racy.fetch_add(1, Relaxed);
                    ready.store(1, Relaxed);
                }
                settings.get_or_init(|| once.fetch_add(1, Relaxed) + 1);
            });
        }
    });
    writeln!(main, "looked, then set: initialised {} times", racy.into_inner());
    writeln!(main, "OnceLock: initialised {} time", once.into_inner());
    writeln!(main, "LazyLock: {} entries, made when first asked for", TABLE.len());
}
