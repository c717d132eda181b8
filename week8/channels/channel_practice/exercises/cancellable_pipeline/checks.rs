//! What is checked of `cancellable_pipeline`.

use std::iter;
use std::thread;
use std::time::{Duration, Instant};

use verdict::{
    Check, Gauge, Inside, Log, Show, ensure, fault, in_order, note, still_at_work,
};

use super::answer::{Pipeline, Text, TooLarge};

pub const CHECKS: &[Check] = &[
    Check::new(
        "all",
        "the texts of four numbers, two of them primes, are read to the end",
        all,
    )
    .needs(2, 3),
    Check::new(
        "others",
        "a prime comes after 32 numbers that are no primes",
        others,
    )
    .in_few(25)
    .needs(2, 3),
    Check::new(
        "error",
        "the third of four numbers is above the limit, the second is the limit",
        error,
    )
    .needs(2, 3),
    Check::new(
        "ready",
        "some primes come at once, and the number after them takes two seconds",
        |primes| ready(&[2, 3, 5][..primes], [2, 3, 5].map(prime)[..primes].into()),
    )
    .exact_time()
    .with(&[1, 3])
    .needs(2, 3),
    Check::new(
        "ready_error",
        "an error comes at once, and the number after it takes two seconds",
        |_| ready(&[1009], vec![Err(TooLarge(1009))]),
    )
    .exact_time()
    .needs(2, 3),
    Check::new(
        "meanwhile",
        "two primes take a second each, and the reader does something else for a second \
         before it asks for a text",
        meanwhile,
    )
    .exact_time()
    .needs(2, 3),
    Check::new("ahead", "nobody asks for a text for a second", |_| ahead(&[]))
        .exact_time()
        .needs(2, 3),
    Check::new(
        "ahead_of_the_error",
        "the first number is above the limit, and nobody asks for a text for a second",
        |_| ahead(&[1009]),
    )
    .exact_time()
    .needs(2, 3),
    Check::new(
        "cancel",
        "the pipeline is cancelled after the first of endless texts",
        cancel,
    )
    .needs(2, 3),
    Check::new(
        "unread",
        "the pipeline of a few primes is cancelled, and nobody has asked for a text",
        unread,
    )
    .with(&[2, 3])
    .needs(2, 3),
    Check::new(
        "gap",
        "the pipeline is cancelled while it takes a slow number, and no prime ever \
         comes",
        gap,
    )
    .exact_time()
    .needs(2, 3),
];

/// At most so many primes may be taken before anybody asks for a text.
const ROOM: usize = 8;

/// Numbers that know when their stage has ended: it drops them.
struct Numbers<I> {
    numbers: I,
    taken: Log<u64>,
    _inside: Inside,
}

impl<I: Iterator<Item = u64>> Iterator for Numbers<I> {
    type Item = u64;

    fn next(&mut self) -> Option<u64> {
        let number = self.numbers.next()?;
        self.taken.push(number, format!("takes {number}"));
        Some(number)
    }
}

fn known<I: Iterator<Item = u64>>(numbers: I) -> (Numbers<I>, Gauge, Log<u64>) {
    let (gauge, taken) = (Gauge::new("stage"), Log::default());
    let inside = gauge.enter(1);
    let numbers = Numbers { numbers, taken: taken.clone(), _inside: inside };
    (numbers, gauge, taken)
}

fn all(_: usize) {
    let (numbers, gauge, _) = known(1..=4);
    let mut pipeline = Pipeline::start(numbers);
    in_order("text", rest(&mut pipeline), [prime(2), prime(3)]);
    // The end stays the end.
    in_order("text", pipeline.next(), []);
    pipeline.cancel();
    gauge.all_ended(1);
}

fn others(_: usize) {
    // Enough of each to take all room, if one of them took any.
    let others = [0, 1, 4, 9].into_iter().cycle().take(4 * ROOM);
    let (numbers, gauge, _) = known(others.chain([2]));
    let mut pipeline = Pipeline::start(numbers);
    in_order("text", rest(&mut pipeline), [prime(2)]);
    pipeline.cancel();
    gauge.all_ended(1);
}

fn error(_: usize) {
    // Primes on both sides of the limit.
    let (numbers, gauge, _) = known([997, 1000, 1009, 2].into_iter());
    let mut pipeline = Pipeline::start(numbers);
    in_order("text", rest(&mut pipeline), [prime(997), Err(TooLarge(1009))]);
    in_order("text", pipeline.next(), []);
    pipeline.cancel();
    gauge.all_ended(1);
}

/// These numbers come at once. The one after them takes longer than any of their texts.
fn ready(first: &'static [u64], texts: Vec<Text>) {
    let takes = Duration::from_secs(2);
    let slowly = move |number| {
        thread::sleep(takes);
        number
    };
    let last = iter::once(7).map(slowly);
    let (numbers, gauge, _) = known(first.iter().copied().chain(last));
    let begun = Instant::now();
    let mut pipeline = Pipeline::start(numbers);
    for text in texts {
        in_order("text", pipeline.next(), [text.clone()]);
        let waited = begun.elapsed();
        if waited >= takes {
            let detail = format!(
                "Nothing was left to do for {text:?}, but `next` returned it only \
                 when the number after it had been taken, {waited:?} later."
            );
            fault("a text came too late", detail, Show::Steps);
        }
    }
    pipeline.cancel();
    gauge.all_ended(1);
}

/// The first stage takes the numbers while the reader is busy.
fn meanwhile(_: usize) {
    const TAKES: Duration = Duration::from_secs(1);
    let slowly = |number| {
        thread::sleep(TAKES);
        number
    };
    let (numbers, gauge, _) = known([2, 3].into_iter().map(slowly));
    let begun = Instant::now();
    let mut pipeline = Pipeline::start(numbers);
    for number in [2, 3] {
        thread::sleep(TAKES);
        in_order("text", pipeline.next(), [prime(number)]);
    }
    let waited = begun.elapsed();
    // A second is left to those that look again from time to time.
    let detail = format!(
        "Two numbers take a second each, and the reader was busy for two seconds. Both \
         at the same time take two seconds, but {waited:?} have passed."
    );
    ensure(
        waited <= 3 * TAKES,
        "the stages did nothing until they were asked",
        detail,
    );
    pipeline.cancel();
    gauge.all_ended(1);
}

fn cancel(_: usize) {
    let (numbers, gauge, _) = known([2, 3, 5, 7, 11, 13].into_iter().cycle());
    let mut pipeline = Pipeline::start(numbers);
    in_order("text", pipeline.next(), [prime(2)]);
    pipeline.cancel();
    gauge.all_ended(1);
    if still_at_work() > 0 {
        note!("`cancel` has returned");
        let detail = "`cancel` has returned, but a stage has not ended: it still has \
                      something to do or to drop.";
        fault("a task was left behind", detail, Show::Steps);
    }
}

/// The first stages may have ended by then, and can wake nobody any more.
fn unread(primes: usize) {
    let (numbers, gauge, _) = known([2, 3, 5].into_iter().take(primes));
    let pipeline = Pipeline::start(numbers);
    pipeline.cancel();
    gauge.all_ended(1);
}

/// These come first, and then primes.
fn ahead(first: &'static [u64]) {
    let others = [2, 3].into_iter().cycle().take(12);
    let (numbers, gauge, taken) = known(first.iter().copied().chain(others));
    let pipeline = Pipeline::start(numbers);
    // Time passes only when nobody can go on: all that may be taken has been taken.
    thread::sleep(Duration::from_secs(1));
    let primes =
        || taken.all().iter().filter(|number| !first.contains(number)).count();
    let count = primes();
    if count > ROOM {
        let detail = format!(
            "Nobody has asked for a text, but {count} primes were taken. At most \
             {ROOM} are allowed."
        );
        fault("a stage runs too far ahead", detail, Show::Notes);
    }
    note!("calls `cancel`");
    pipeline.cancel();
    note!("`cancel` has returned");
    gauge.all_ended(1);
    let after = primes() - count;
    if after > 0 {
        let detail = format!(
            "When `cancel` was called, no number was being taken, as nobody asked for \
             a text. After it {after} more were taken."
        );
        fault("a stage goes on after the cancel", detail, Show::Steps);
    }
}

fn gap(_: usize) {
    let slowly = |number| {
        let millis = if number == 4 { 2 } else { 1200 };
        thread::sleep(Duration::from_millis(millis));
        number
    };
    let (numbers, gauge, taken) = known([4, 6].into_iter().cycle().map(slowly));
    let pipeline = Pipeline::start(numbers);
    // Time passes only when nobody can go on: at most one number is being taken.
    thread::sleep(Duration::from_millis(5));
    let before = taken.all().len();
    note!("calls `cancel`");
    pipeline.cancel();
    note!("`cancel` has returned");
    gauge.all_ended(1);
    let after = taken.all().len() - before;
    if after > 1 {
        let detail = format!(
            "Before `cancel` {before} of the numbers had been taken. After it \
             {after} more were taken. `cancel` may wait for one number at most."
        );
        fault("a stage goes on after the cancel", detail, Show::Steps);
    }
}

fn prime(number: u64) -> Text {
    Ok(format!("{number} is prime"))
}

/// What comes up to the end.
fn rest(pipeline: &mut Pipeline) -> Vec<Text> {
    let mut texts = Vec::new();
    while let Some(text) = pipeline.next() {
        texts.push(text);
    }
    texts
}
