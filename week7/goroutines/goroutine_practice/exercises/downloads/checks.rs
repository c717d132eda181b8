//! What is checked of `downloads`.

use std::thread;
use std::time::{Duration, Instant};

use verdict::{Check, Gauge, Log, Show, equal, fault, in_order, note};

use super::answer::{Downloads, Summary};

pub const CHECKS: &[Check] = &[
    Check::new("nothing", "`wait` is called, and no download was started", nothing)
        .needs(1, 0),
    Check::new("overlap", "every download takes one second", overlap)
        .exact_time()
        .with(&[2, 3, 17])
        .needs(2, 0),
    Check::new(
        "starts",
        "two downloads are started, and `wait` is called a second later",
        starts,
    )
    .exact_time()
    .needs(2, 0),
    Check::new(
        "failures",
        "two of three downloads fail; they end at once, after a quarter of a minute, and \
         after half a minute",
        failures,
    )
    .with(&[3, 2])
    .needs(3, 0),
    Check::new("nothing_comes", "all of four downloads fail at once", nothing_comes)
        .needs(3, 0),
    Check::new("bytes", "every download brings some bytes without waiting", bytes)
        .with(&[2, 3])
        .needs(3, 0),
    Check::new("crowd", "each of 300 downloads takes one second", overlap)
        .exact_time()
        .with(&[300])
        .needs(2, 0)
        // Who polls looks at each of them, once for each.
        .max_steps(100_000)
        .in_few(1),
    Check::new("many", "more downloads than anybody has kept room for", bytes)
        .with(&[17])
        .needs(3, 0),
    Check::new(
        "extremes",
        "one download brings 0 bytes, another as many as a u64 can be, and one without \
         a name fails",
        extremes,
    )
    .needs(3, 0),
];

/// Those that fail are in order once, and once in the reverse order.
const NAMES: [(usize, &str); 3] = [(1, "Zoo"), (2, "bay"), (3, "Dune")];

fn nothing(_: usize) {
    equal("wait() without a download", Downloads::new().wait(), Summary::default());
}

fn overlap(number: usize) {
    let start = Instant::now();
    let gauge = Gauge::new("download");
    let mut downloads = Downloads::new();
    for number in 1..=number {
        let gauge = gauge.clone();
        downloads.start(&number.to_string(), move || {
            let _inside = gauge.enter(number);
            thread::sleep(Duration::from_secs(1));
            Ok(1)
        });
    }
    let returned = start.elapsed();
    downloads.wait();
    gauge.all_ended(number);
    gauge.reached(number);
    if returned > Duration::ZERO {
        let detail = "A download takes one second, and `start` waited for it.";
        fault("`start` waited", detail, Show::Steps);
    }
}

/// Time passes only when nobody can go on: when `wait` is called, all have ended.
fn starts(_: usize) {
    let gauge = Gauge::new("download");
    let mut downloads = Downloads::new();
    for number in [1, 2] {
        let gauge = gauge.clone();
        downloads.start(&number.to_string(), move || {
            gauge.works_on(number);
            Ok(1)
        });
    }
    thread::sleep(Duration::from_secs(1));
    let ended = gauge.ended();
    note!("calls `wait`");
    let detail = format!(
        "Two downloads were started, and they take no time. A second later {ended} of \
         them had ended. `start` should not leave that to `wait`."
    );
    if ended < 2 {
        fault("`start` did not start a download", detail, Show::Notes);
    }
    equal("the number of bytes", downloads.wait().bytes, 2);
}

/// All but this one fail.
fn failures(brings: usize) {
    let gauge = Gauge::new("download");
    let mut downloads = Downloads::new();
    for (number, name) in NAMES {
        let gauge = gauge.clone();
        downloads.start(name, move || {
            let _inside = gauge.enter(number);
            thread::sleep(Duration::from_secs(15 * (number as u64 - 1)));
            if number == brings {
                Ok(7)
            } else {
                Err("it is not there".to_string())
            }
        });
    }
    let summary = downloads.wait();
    gauge.all_ended(3);
    let fails = |number| number != brings;
    for (number, name) in NAMES.into_iter().filter(|(number, _)| fails(*number)) {
        let failed = &summary.failed;
        if !failed.iter().any(|one| one == name) {
            let detail = format!(
                "Download {number}, {name:?}, failed. But wait() says that \
                 {failed:?} failed."
            );
            fault("a failure was lost", detail, Show::Steps);
        }
    }
    let mut failed: Vec<String> = NAMES
        .into_iter()
        .filter(|(number, _)| fails(*number))
        .map(|(_, name)| name.to_string())
        .collect();
    failed.sort();
    in_order("failure", summary.failed, failed);
    equal("the number of bytes", summary.bytes, 7);
}

fn nothing_comes(_: usize) {
    let mut downloads = Downloads::new();
    let gauge = Gauge::new("download");
    for (number, name) in (1..).zip(["d", "b", "a", "c"]) {
        let gauge = gauge.clone();
        downloads.start(name, move || {
            gauge.works_on(number);
            Err("it is not there".to_string())
        });
    }
    let summary = downloads.wait();
    in_order("failure", summary.failed, ["a", "b", "c", "d"].map(String::from));
    equal("the number of bytes", summary.bytes, 0);
}

fn bytes(number: usize) {
    let mut downloads = Downloads::new();
    for number in 1..=number {
        downloads.start(&number.to_string(), move || Ok(10 * number as u64));
    }
    let expected = (1..=number as u64).map(|number| 10 * number).sum();
    equal("the number of bytes", downloads.wait().bytes, expected);
}

/// Neither number says that a download failed, and no name says that it did not.
fn extremes(_: usize) {
    let mut downloads = Downloads::new();
    let ends = Log::default();
    // No float is this number.
    const HUGE: u64 = u64::MAX - 1;
    let ended = [("empty", Ok(0)), ("huge", Ok(HUGE)), ("", Err("not found"))];
    for (name, end) in ended {
        let ends = ends.clone();
        downloads.start(name, move || {
            ends.push((), format!("the end of {name:?} is {end:?}"));
            end.map_err(str::to_string)
        });
    }
    let summary = downloads.wait();
    in_order("failure", summary.failed, [String::new()]);
    equal("the number of bytes", summary.bytes, HUGE);
}
