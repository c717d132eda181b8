//! What is checked of `downloads`.

use std::thread;
use std::time::{Duration, Instant};

use verdict::{Check, Gauge, Show, equal, fault, in_order};

use super::answer::{Downloads, Summary};

pub const CHECKS: &[Check] = &[
    Check::new("nothing", "`wait` is called, and no download was started", nothing)
        .needs(1, 0),
    Check::new("overlap", "every download takes one second", overlap)
        .exact_time()
        .with(&[2, 3])
        .needs(2, 0),
    Check::new(
        "failures",
        "the first download fails at once, the second brings 7 bytes after a \
         quarter of a minute, and the third fails after half a minute",
        failures,
    )
    .needs(3, 0),
    Check::new("bytes", "every download brings some bytes without waiting", bytes)
        .with(&[2, 3])
        .needs(3, 0),
    Check::new("many", "more downloads than anybody has kept room for", bytes)
        .with(&[17])
        .needs(3, 0),
];

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

fn failures(_: usize) {
    let gauge = Gauge::new("download");
    let mut downloads = Downloads::new();
    for (number, name, bytes) in [(1, "bay", 0), (2, "lake", 7), (3, "Zoo", 0)] {
        let gauge = gauge.clone();
        downloads.start(name, move || {
            let _inside = gauge.enter(number);
            thread::sleep(Duration::from_secs(15 * (number as u64 - 1)));
            if bytes > 0 { Ok(bytes) } else { Err("it is not there".to_string()) }
        });
    }
    let summary = downloads.wait();
    gauge.all_ended(3);
    for (number, name) in [(1, "bay"), (3, "Zoo")] {
        let failed = &summary.failed;
        if !failed.iter().any(|one| one == name) {
            let detail = format!(
                "Download {number}, {name:?}, failed. But wait() says that \
                 {failed:?} failed."
            );
            fault("a failure was lost", detail, Show::Steps);
        }
    }
    in_order("failure", summary.failed, ["Zoo".to_string(), "bay".to_string()]);
    equal("the number of bytes", summary.bytes, 7);
}

fn bytes(number: usize) {
    let mut downloads = Downloads::new();
    for number in 1..=number {
        downloads.start(&number.to_string(), move || Ok(10 * number as u64));
    }
    let expected = (1..=number as u64).map(|number| 10 * number).sum();
    equal("the number of bytes", downloads.wait().bytes, expected);
}
