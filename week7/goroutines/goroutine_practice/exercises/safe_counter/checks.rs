//! What is checked of `safe_counter`.

use std::sync::Arc;
use std::thread;

use verdict::{Check, equal};

use super::answer::SafeCounter;

pub const CHECKS: &[Check] = &[
    Check::new("increments", "each task increments once", increments)
        .with(&[2, 3])
        .needs(3, 3),
    Check::new("adds", "one task adds 5, the other increments twice", adds)
        .needs(3, 3),
    Check::new("resets", "one task adds twice, the other resets", resets)
        .needs(3, 3),
    Check::new("values", "one task adds 2 and 1, the other looks twice", values)
        .needs(3, 3),
];

fn increments(tasks: usize) {
    let counter = Arc::new(SafeCounter::new());
    let increment = |_| {
        let counter = Arc::clone(&counter);
        thread::spawn(move || counter.increment())
    };
    let tasks: Vec<_> = (0..tasks).map(increment).collect();
    let expected = tasks.len() as u64;
    for task in tasks {
        task.join().unwrap();
    }
    equal("after all: value()", counter.value(), expected);
}

fn adds(_: usize) {
    let counter = Arc::new(SafeCounter::new());
    let other = Arc::clone(&counter);
    let adds = thread::spawn(move || other.add(5));
    let other = Arc::clone(&counter);
    let increments = thread::spawn(move || {
        other.increment();
        other.increment();
    });
    adds.join().unwrap();
    increments.join().unwrap();
    equal("after both: value()", counter.value(), 7);
}

fn resets(_: usize) {
    let counter = Arc::new(SafeCounter::new());
    let other = Arc::clone(&counter);
    let adds = thread::spawn(move || {
        other.increment();
        other.add(2);
    });
    let other = Arc::clone(&counter);
    let resets = thread::spawn(move || other.reset());
    adds.join().unwrap();
    let taken = resets.join().unwrap();
    equal("what was reset and what is left", taken + counter.value(), 3);
}

fn values(_: usize) {
    let counter = Arc::new(SafeCounter::new());
    let other = Arc::clone(&counter);
    let adds = thread::spawn(move || {
        other.add(2);
        other.increment();
    });
    let other = Arc::clone(&counter);
    let looks = thread::spawn(move || (other.value(), other.value()));
    adds.join().unwrap();
    let (first, second) = looks.join().unwrap();
    let may_be_seen = [0, 2, 3];
    let fine = |value| may_be_seen.contains(&value);
    equal("that a task saw 0, 2 or 3", fine(first) && fine(second), true);
    equal("that the value never fell", first <= second, true);
}
