use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::thread;

fn main() {
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
    println!("counted {}", count.into_inner());
    println!("highest {}", highest.into_inner());
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
