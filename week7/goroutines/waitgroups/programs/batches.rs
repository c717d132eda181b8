use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::thread;

fn main() {
    let items: Vec<u64> = (1..=20).collect();
    // a number that threads may change at the same time
    let total = AtomicU64::new(0);

    for (number, batch) in (1..).zip(items.chunks(5)) {
        thread::scope(|scope| {
            for item in batch {
                let total = &total;
                scope.spawn(move || {
                    println!("batch {number}: item {item}");
                    // `Relaxed`: see race_conditions
                    total.fetch_add(*item, Relaxed);
                });
            }
        });
        println!("batch {number} has ended");
    }
    // A thread's additions are visible after its scope has ended.
    println!("to the next stage: {}", total.into_inner());
}
