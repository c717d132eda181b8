//! exit 0: schedules of up to 2 tasks were tried, and none failed. That is no proof.
//! exit 0: The program asks how many own an Arc. That is no step here

use std::sync::{Arc, Weak};
use std::thread;

/// Whether the upgrade finds an owner is told by no step.
fn main() {
    let value = Arc::new(1);
    let weak: Weak<i32> = Arc::downgrade(&value);
    let task = thread::spawn(move || weak.upgrade().is_some());
    drop(value);
    task.join().unwrap();
}
