//! What is checked of `buffer_sizes`.

use std::ops::RangeInclusive;
use std::thread;
use std::time::Duration;

use verdict::{Check, Show, ensure, fault, in_order, sometimes, still_running};

use super::answer::{Counts, stream};

pub const CHECKS: &[Check] = &[
    Check::new(
        "first",
        "three items and a capacity of 1; the work on item 1 takes a second",
        first,
    )
    .exact_time()
    .needs(2, 2),
    Check::new("nothing", "there are no items", nothing).needs(1, 0),
    Check::new(
        "none",
        "four items and a capacity of 0; the work on each takes a second",
        none,
    )
    .exact_time()
    .needs(2, 4),
    Check::new(
        "some",
        "five items and a capacity of 2; the work on each takes a second",
        some,
    )
    .exact_time()
    .needs(2, 4),
    Check::new(
        "plenty",
        "three items and a capacity of 9; the work on each takes a second",
        plenty,
    )
    .exact_time()
    .needs(2, 3),
];

const SECOND: Duration = Duration::from_secs(1);
const TOO_FAR: &str = "`ahead` is too large";
const TOO_MANY: &str = "`waited` is too large";
const TOO_FEW: &str = "`waited` is too small";

fn first(_: usize) {
    let counts = streams(1, 3, |item| {
        if item == 1 {
            thread::sleep(SECOND);
        }
    });
    // While the first is worked on, the second is sent, if it was not before.
    ahead(counts, 1..=2);
    waited(counts, 0..=2, 3);
    sometimes(
        counts.ahead == 1,
        TOO_FAR,
        format!(
            "`ahead` is {} whatever comes first. It is 1 if each item is received and \
             its work begins before the next one is sent.",
            counts.ahead
        ),
    );
}

fn nothing(_: usize) {
    let counts = streams(1, 0, |_| {});
    ahead(counts, 0..=0);
    waited(counts, 0..=0, 0);
}

/// Time passes only when nobody can go on: while one item is worked on, the sender sends
/// as many as there is room for. Open is only what comes first at the beginning.
fn seconds(room: usize, items: u64) -> Counts {
    streams(room, items, |_| thread::sleep(SECOND))
}

fn none(_: usize) {
    let counts = seconds(0, 4);
    ahead(counts, 0..=1);
    waited(counts, 3..=4, 4);
    sometimes(
        counts.waited == 3,
        TOO_MANY,
        "`waited` is 4 whatever comes first. It is 3 if somebody receives already when \
         item 1 is sent: that item does not wait.",
    );
    sometimes(
        counts.waited == 4,
        TOO_FEW,
        "`waited` is 3 whatever comes first. It is 4 if item 1 is to be sent before \
         anybody receives: that item waits, be it for no time at all.",
    );
}

fn some(_: usize) {
    let counts = seconds(2, 5);
    ahead(counts, 2..=3);
    waited(counts, 2..=3, 5);
}

fn plenty(_: usize) {
    let counts = seconds(9, 3);
    ahead(counts, 2..=3);
    waited(counts, 0..=0, 3);
}

/// Streams the items from 1 on, and claims that they come in order and that no task
/// is left behind.
fn streams(room: usize, items: u64, takes: fn(u64)) -> Counts {
    let mut done = Vec::new();
    let counts = stream(room, (1..=items).collect(), |item| {
        verdict::note!("begins item {item}");
        takes(item);
        done.push(item);
    });
    verdict::note!("`stream` has returned");
    ensure(
        still_running() == 0,
        "a task was left behind",
        "`stream` has returned, but a task that it started has not ended. Only who \
         joins it knows that it has.",
    );
    in_order("value", done, 1..=items);
    counts
}

#[track_caller]
fn ahead(counts: Counts, right: RangeInclusive<usize>) {
    let found = counts.ahead;
    let is = is("ahead", found, &right);
    if found > *right.end() {
        let detail = format!(
            "{is} Either more items were sent than the capacity allows, or items \
             were counted that were not sent yet or whose work had begun."
        );
        fault(TOO_FAR, detail, Show::Steps);
    }
    if found < *right.start() {
        let detail = format!(
            "{is} Either the capacity was not used, as the sender stood still during \
             the work on an item, or the largest distance was missed."
        );
        fault("`ahead` is too small", detail, Show::Steps);
    }
}

#[track_caller]
fn waited(counts: Counts, right: RangeInclusive<usize>, items: usize) {
    let found = counts.waited;
    let is = is("waited", found, &right);
    if found > items && items > 0 {
        let detail = format!("{is} There are only {items} items.");
        fault("an item was counted more than once", detail, Show::Steps);
    }
    if found > *right.end() {
        let detail = format!("{is} The other items were sent at once.");
        fault(TOO_MANY, detail, Show::Steps);
    }
    if found < *right.start() {
        let detail = format!(
            "{is} Either a send did not wait for room, or it waited and was not \
             counted, or nothing was sent during the work on an item."
        );
        fault(TOO_FEW, detail, Show::Steps);
    }
}

fn is(what: &str, found: usize, right: &RangeInclusive<usize>) -> String {
    let (least, most) = (right.start(), right.end());
    format!(
        "`{what}` is {found}. It should be at least {least} and at most {most}."
    )
}
