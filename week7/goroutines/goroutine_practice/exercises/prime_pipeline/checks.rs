//! What is checked of `prime_pipeline`.

use std::thread;
use std::time::{Duration, Instant};

use verdict::{Check, Gauge, Show, ensure, fault, in_order, note, still_running};

use super::answer::{numbers, prime_squares, stage};

pub const CHECKS: &[Check] = &[
    // Who starts no task passes up to `overlaps`, which says so.
    Check::new("numbers", "the results of `numbers` are read to the end", counts)
        .with(&[0, 1, 2])
        .needs(1, 0),
    Check::new("works", "one stage multiplies every number by ten", works)
        .with(&[1, 2, 0])
        .needs(1, 0),
    Check::new("filters", "one stage passes on every second number", filters)
        .with(&[2, 4])
        .needs(1, 0),
    Check::new(
        "at_once",
        "a stage is made whose work takes an hour for every number",
        at_once,
    )
    .exact_time()
    .needs(2, 2),
    Check::new("overlaps", "two stages take 10 ms for every number", overlaps)
        .exact_time()
        .needs(4, 4),
    Check::new(
        "unread",
        "a stage is dropped before anybody has read from it",
        unread,
    )
    .with(&[1, 2])
    .needs(3, 3),
    Check::new(
        "holds_back",
        "a stage has 7 numbers, and nobody reads for a second",
        holds_back,
    )
    .exact_time()
    .needs(3, 3),
    Check::new(
        "pauses",
        "a stage has 9 numbers, and its reader pauses for a second after two values",
        pauses,
    )
    .exact_time()
    .needs(3, 3),
    Check::new(
        "stops",
        "the reader of a stage stops after the first of 7 values",
        stops,
    )
    .exact_time()
    .needs(3, 3),
    Check::new(
        "primes",
        "the results of `prime_squares` are read to the end",
        primes,
    )
    .with(&[4, 9, 1])
    .needs(2, 3),
    Check::new(
        "to_121",
        "the results of `prime_squares(121)` are read to the end",
        to_121,
    )
    .needs(2, 3)
    .in_few(25),
    Check::new(
        "first_prime",
        "the reader of `prime_squares` stops after the first line",
        first_prime,
    )
    .needs(2, 3),
    Check::new(
        "stops_both",
        "two stages with 16 numbers are dropped before anybody has read",
        stops_both,
    )
    .exact_time()
    .needs(4, 4),
    Check::new(
        "source_holds_back",
        "`numbers` has 200 numbers, and nobody reads for a second",
        source_holds_back,
    )
    .exact_time()
    .needs(2, 2),
    Check::new(
        "endless",
        "`numbers` has no end, and its reader stops after one number",
        endless,
    )
    .needs(2, 2),
    Check::new(
        "endless_primes",
        "`prime_squares` has no end, and its reader stops after three lines",
        endless_primes,
    )
    .needs(2, 3),
    Check::new(
        "four_stages",
        "`prime_squares` has 200 numbers, and nobody reads for a second",
        four_stages,
    )
    .exact_time()
    .needs(2, 3),
];

/// How many values a stage may work on that nobody takes.
const AHEAD: usize = 4;

/// Time passes only when nobody can go on: after this everybody has come as far as can
/// be.
fn settle() {
    thread::sleep(Duration::from_secs(1));
}

fn counts(last: usize) {
    let last = last as u64;
    in_order("value", numbers(last), 1..=last);
}

fn works(last: usize) {
    let last = last as u64;
    let results = stage(numbers(last), |n| Some(n * 10));
    in_order("value", results, (1..=last).map(|n| n * 10));
}

fn filters(last: usize) {
    let last = last as u64;
    let even = |n: u64| (n % 2 == 0).then(|| format!("even {n}"));
    let expected: Vec<String> = (1..=last).filter_map(even).collect();
    in_order("value", stage(numbers(last), even), expected);
}

fn at_once(_: usize) {
    let begun = Instant::now();
    let results = stage(numbers(1), |n| {
        thread::sleep(Duration::from_secs(60 * 60));
        Some(n)
    });
    // Time passes only when nobody can go on, and who makes a stage always can.
    let passed = begun.elapsed();
    let detail = format!(
        "The work takes an hour for every number. stage() returned after {passed:?} \
         and not at once."
    );
    ensure(passed < Duration::from_secs(1), "`stage` waited", detail);
    in_order("value", results, [1]);
}

fn overlaps(_: usize) {
    let stages = Gauge::new("stage");
    let work = |number: usize| {
        let stages = stages.clone();
        move |n: u64| {
            let _inside = stages.enter(number);
            thread::sleep(Duration::from_millis(10));
            Some(n)
        }
    };
    let results = stage(stage(numbers(2), work(1)), work(2));
    in_order("value", results, [1, 2]);
    stages.reached(2);
}

fn unread(last: usize) {
    drop(stage(numbers(last as u64), Some));
}

/// A stage that hands on all that it gets, and a count of what it has worked on.
fn counted(last: u64) -> (impl IntoIterator<Item = u64>, Gauge) {
    let values = Gauge::new("value");
    let gauge = values.clone();
    let work = move |n: u64| {
        gauge.works_on(n as usize);
        Some(n)
    };
    (stage(numbers(last), work), values)
}

fn holds_back(_: usize) {
    let (results, worked_on) = counted(7);
    settle();
    let ahead = worked_on.ended();
    note!("has read nothing yet");
    if ahead > AHEAD {
        let detail = format!(
            "Nobody has read a value yet, but the stage has worked on {ahead} \
             values. At most {AHEAD} are allowed."
        );
        fault("a stage runs too far ahead", detail, Show::Notes);
    }
    in_order("value", results, 1..=7);
}

/// Who runs further ahead with each value that is read does so only now.
fn pauses(_: usize) {
    let (results, worked_on) = counted(9);
    let mut results = results.into_iter();
    in_order("value", results.by_ref().take(2), [1, 2]);
    let before = worked_on.ended();
    note!("pauses after two values");
    settle();
    let ahead = worked_on.ended() - before;
    note!("reads on");
    if ahead > AHEAD {
        let detail = format!(
            "Nobody took a value for a second, and in that time the stage worked on \
             {ahead} values. At most {AHEAD} are allowed."
        );
        fault("a stage runs too far ahead", detail, Show::Notes);
    }
    in_order("value", results, 3..=9);
}

fn stops(_: usize) {
    let (results, worked_on) = counted(7);
    let mut results = results.into_iter();
    in_order("value", results.next(), [1]);
    let before = worked_on.ended();
    note!("drops what it reads from");
    drop(results);
    settle();
    let after = worked_on.ended() - before;
    if after > AHEAD {
        let detail = format!(
            "The reader was gone, but the stage worked on {after} more values. At \
             most {AHEAD} are allowed."
        );
        fault("a stage goes on without a reader", detail, Show::Notes);
    }
}

fn primes(last: usize) {
    let last = last as u64;
    let primes = [2, 3, 5, 7, 11].into_iter().filter(|&prime| prime <= last);
    let expected =
        primes.map(|prime| format!("{prime} * {prime} = {}", prime * prime));
    in_order("line", prime_squares(last), expected);
}

/// 121 is the square of the first prime above 10.
fn to_121(_: usize) {
    let has_divisor =
        |n: u64| [2, 3, 5, 7, 11].iter().any(|d| n > *d && n % d == 0);
    let primes = (2..=121).filter(|&n| !has_divisor(n));
    let expected =
        primes.map(|prime| format!("{prime} * {prime} = {}", prime * prime));
    in_order("line", prime_squares(121), expected);
}

fn first_prime(_: usize) {
    let mut lines = prime_squares(3).into_iter();
    in_order("line", lines.next(), ["2 * 2 = 4".to_string()]);
}

/// More than a stage may work on before it hears of the end: 4 ahead, and the 8 that
/// the one behind it may work on, 4 of them when the reader is gone.
const MANY: usize = 16;

fn stops_both(_: usize) {
    let values = Gauge::new("value");
    let gauge = values.clone();
    let first = stage(numbers(MANY as u64), move |n| {
        gauge.works_on(n as usize);
        Some(n)
    });
    let second = stage(first, Some);
    note!("drops what it reads from");
    drop(second);
    settle();
    if values.ended() == MANY {
        let detail = format!(
            "The reader dropped the second stage, but the first stage worked on \
             all {MANY} values."
        );
        fault("a stage goes on without a reader", detail, Show::Notes);
    }
}

/// More than any source has room for that waits for its reader.
const LAST: u64 = 200;

fn source_holds_back(_: usize) {
    let values = numbers(LAST);
    let has_begun = still_running() > 0;
    note!("asks for {LAST} numbers");
    settle();
    note!("has read nothing yet");
    if has_begun && still_running() == 0 {
        let detail = format!(
            "Nobody has read a number yet, but the task of `numbers` has passed on all \
             {LAST} and has ended. It should wait for its reader."
        );
        fault("a stage runs too far ahead", detail, Show::Notes);
    }
    in_order("value", values.into_iter().next(), [1]);
}

/// Who cannot pass on what it has still runs.
fn four_stages(_: usize) {
    let lines = prime_squares(LAST);
    settle();
    let stages = still_running();
    note!("has read nothing yet");
    if stages < 4 {
        let detail = format!(
            "Nobody has read a line yet, so each of the four stages should wait for its \
             reader: numbers, primes, squares and text. Tasks that still run: {stages}."
        );
        fault("a stage is missing", detail, Show::Notes);
    }
    in_order("line", lines.into_iter().next(), ["2 * 2 = 4".to_string()]);
}

fn endless(_: usize) {
    note!("asks for the numbers up to the largest u64");
    let mut values = numbers(u64::MAX).into_iter();
    in_order("value", values.next(), [1]);
}

fn endless_primes(_: usize) {
    note!("asks for the squares of the primes up to the largest u64");
    let lines = prime_squares(u64::MAX).into_iter().take(3);
    in_order(
        "line",
        lines,
        ["2 * 2 = 4", "3 * 3 = 9", "5 * 5 = 25"].map(String::from),
    );
}
