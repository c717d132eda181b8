//! What is checked of `safe_counter`.

use std::sync::Arc;
use std::thread::{self, JoinHandle};

use verdict::{Check, ensure, equal};

use super::answer::SafeCounter;

pub const CHECKS: &[Check] = &[
    Check::new("increments", "every task calls `increment` once", increments)
        .with(&[2, 3])
        .needs(3, 3),
    Check::new("adds", "one task adds 5, another calls `increment` twice", adds)
        .needs(3, 3),
    Check::new(
        "resets",
        "one task adds 1 and then 2, another calls `reset`",
        resets,
    )
    .needs(3, 3),
    Check::new(
        "values",
        "one task adds 2, then another calls `increment`, and a third calls \
         `value` twice",
        values,
    )
    .needs(3, 3),
    Check::new(
        "values_after",
        "one task calls `increment`, another then adds 2, the first calls \
         `increment` again, and a third calls `value` twice",
        values_after,
    )
    .needs(3, 3),
    Check::new(
        "values_at_a_reset",
        "the counter is 3; one task adds 1 and calls `reset`, another calls \
         `value`",
        values_at_a_reset,
    )
    .needs(2, 3),
    Check::new(
        "both",
        "the counter is 3; one task calls `reset`, another adds 1 and calls \
         `reset`",
        both,
    )
    .needs(3, 3),
    Check::new(
        "alone",
        "one task adds up to the largest u64, calls `reset` and counts anew",
        alone,
    )
    .needs(1, 4),
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
    equal("value() at the end", counter.value(), expected);
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
    equal("value() at the end", counter.value(), 7);
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
    let left = counter.value();
    let what = format!("reset() returned {taken}, and {left} is left: the sum");
    equal(what, taken + left, 3);
    was_held("reset", taken, [0, 1, 3]);
}

fn values(_: usize) {
    let (counter, looks) = looked_at();
    adds_two(&counter);
    counter.increment();
    were_held(looks.join().unwrap(), [0, 2, 3]);
}

fn values_after(_: usize) {
    let (counter, looks) = looked_at();
    counter.increment();
    adds_two(&counter);
    counter.increment();
    were_held(looks.join().unwrap(), [0, 1, 3, 4]);
}

/// A counter, and a task that looks at it twice.
fn looked_at() -> (Arc<SafeCounter>, JoinHandle<[u64; 2]>) {
    let counter = Arc::new(SafeCounter::new());
    let theirs = Arc::clone(&counter);
    (counter, thread::spawn(move || [theirs.value(), theirs.value()]))
}

/// In a task of its own, which has ended.
fn adds_two(counter: &Arc<SafeCounter>) {
    let theirs = Arc::clone(counter);
    thread::spawn(move || theirs.add(2)).join().unwrap();
}

fn were_held<const N: usize>([first, second]: [u64; 2], held: [u64; N]) {
    was_held("value", first, held);
    was_held("value", second, held);
    let detail = format!(
        "`value` returned {first} and then {second}, but nobody reset the counter."
    );
    ensure(first <= second, "the counter went backwards", detail);
}

/// Claims that the counter held this, one of the values, one after the other.
fn was_held<const N: usize>(call: &str, seen: u64, held: [u64; N]) {
    let all = held.map(|one| one.to_string()).join(", then ");
    let detail = format!("`{call}` returned {seen}. The counter was {all}.");
    ensure(held.contains(&seen), "a wrong value was seen", detail);
}

fn values_at_a_reset(_: usize) {
    let counter = Arc::new(SafeCounter::new());
    counter.add(3);
    let theirs = Arc::clone(&counter);
    let looks = thread::spawn(move || theirs.value());
    counter.increment();
    equal("the result of reset()", counter.reset(), 4);
    was_held("value", looks.join().unwrap(), [3, 4, 0]);
}

fn both(_: usize) {
    let counter = Arc::new(SafeCounter::new());
    counter.add(3);
    let other = Arc::clone(&counter);
    let resets = thread::spawn(move || other.reset());
    let other = Arc::clone(&counter);
    let adds = thread::spawn(move || {
        other.increment();
        other.reset()
    });
    let (first, second) = (resets.join().unwrap(), adds.join().unwrap());
    let left = counter.value();
    let sum: u128 = [first, second, left].into_iter().map(u128::from).sum();
    let detail = format!(
        "The counter was 3, and 1 was added. One `reset` returned {first}, the \
         other {second}, and {left} is left."
    );
    ensure(sum >= 4, "an addition was lost", &detail);
    ensure(sum <= 4, "an addition was counted twice", &detail);
}

/// As large as a `u64` can be: none of its bits is left out.
fn alone(_: usize) {
    let counter = SafeCounter::new();
    counter.add(u64::MAX - 1);
    counter.increment();
    counter.add(0);
    is_the_largest("`value`", counter.value());
    is_the_largest("`reset`", counter.reset());
    equal("value() after reset()", counter.value(), 0);
    counter.increment();
    equal("the result of the next reset()", counter.reset(), 1);
}

/// Claims that this is what `what` returned when the sum was the largest u64.
fn is_the_largest(what: &str, found: u64) {
    let detail = format!(
        "The sum of what was added is {}, the largest u64, but {what} returned \
         {found}. The counter has to keep all 64 bits of a sum.",
        u64::MAX
    );
    ensure(found == u64::MAX, "the result is wrong", detail);
}
