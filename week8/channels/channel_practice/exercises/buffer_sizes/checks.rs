//! What is checked of `buffer_sizes`.

use std::ops::RangeInclusive;
use std::thread;
use std::time::Duration;

use verdict::{Check, Show, fault, in_order};

use super::answer::{Counts, stream};

pub const CHECKS: &[Check] = &[
    Check::new("order", "three items, room for 1, work that takes no time", order)
        .needs(2, 2),
    Check::new("nothing", "no item at all", nothing).needs(1, 0),
    Check::new("none", "four items, no room, work of a second each", none)
        .needs(2, 4),
    Check::new("some", "five items, room for 2, work of a second each", some)
        .needs(2, 4),
    Check::new("plenty", "three items, room for 9, work of a second each", plenty)
        .needs(2, 3),
];

fn order(_: usize) {
    let mut done = Vec::new();
    let counts = stream(1, vec![10, 20, 30], |item| done.push(item));
    in_order("value", done, [10, 20, 30]);
    holds("waited", counts.waited, 0..=2);
    holds("ahead", counts.ahead, 0..=2);
}

fn nothing(_: usize) {
    let mut done = Vec::new();
    let counts = stream(1, Vec::new(), |item| done.push(item));
    in_order("value", done, []);
    holds("waited", counts.waited, 0..=0);
    holds("ahead", counts.ahead, 0..=0);
}

/// Time passes only when nobody can go on: while one item is worked on, the sender sends
/// as many as there is room for. Open is only what comes first at the beginning.
fn seconds(room: usize, items: u64) -> Counts {
    let mut done = Vec::new();
    let counts = stream(room, (1..=items).collect(), |item| {
        verdict::note!("begins item {item}");
        thread::sleep(Duration::from_secs(1));
        done.push(item);
    });
    in_order("value", done, 1..=items);
    counts
}

fn none(_: usize) {
    let counts = seconds(0, 4);
    holds("ahead", counts.ahead, 0..=1);
    holds("waited", counts.waited, 3..=4);
}

fn some(_: usize) {
    let counts = seconds(2, 5);
    holds("ahead", counts.ahead, 2..=3);
    holds("waited", counts.waited, 2..=3);
}

fn plenty(_: usize) {
    let counts = seconds(9, 3);
    holds("ahead", counts.ahead, 2..=3);
    holds("waited", counts.waited, 0..=0);
}

#[track_caller]
fn holds(what: &str, found: usize, right: RangeInclusive<usize>) {
    let title = match what {
        "ahead" if found > *right.end() => "the sender ran ahead",
        "ahead" => "the sender did not fill the buffer",
        _ if found > *right.end() => "a send was said to wait that did not",
        _ => "a send did not wait",
    };
    if !right.contains(&found) {
        let (least, most) = right.into_inner();
        let detail = format!(
            "`{what}` is {found}, at least {least} and at most {most} are right."
        );
        fault(title, detail, Show::Steps);
    }
}
