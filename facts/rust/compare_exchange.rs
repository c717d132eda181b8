// holds race_conditions atomics: "write if the value is still the one that was
// read; else begin again"

use std::sync::atomic::{AtomicU32, Ordering::Relaxed};

pub fn main() {
    let head = AtomicU32::new(1);
    let seen = head.load(Relaxed);
    head.store(2, Relaxed); // another has written,
    head.store(1, Relaxed); // and has written the old value again
    println!("swapped: {}", head.compare_exchange(seen, 3, Relaxed, Relaxed).is_ok());
}

// prints:
// swapped: true
