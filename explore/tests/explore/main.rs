//! What exploring finds, and what it leaves alone.

mod blocking;
mod calls;
mod clock;
mod ends;
mod fair_ends;
mod finished;
mod floors;
mod joined_panics;
mod left;
mod locks;
mod lost;
mod on_the_clock;
mod once;
mod owners;
mod panics;
mod queues;
mod races;
mod recorded;
mod replaying;
mod searching;
mod shown;
mod silence;
mod spinning;
mod tokens;
mod told;

use explore::{Failure, Report};

/// The operations of the failing schedule without the tasks.
fn operations(report: &Report) -> Vec<&str> {
    let lines = report.found().lines();
    lines.map(|(_, operation)| operation).collect()
}

/// The number of the first line of the source that holds the text.
fn line(source: &str, text: &str) -> u32 {
    let line = source.lines().position(|line| line.contains(text));
    line.expect("the text stands in the source") as u32 + 1
}

/// Who waits for what in the end.
fn waits(failure: &Failure) -> Vec<(&str, &str)> {
    let waiting = failure.waiting.iter();
    waiting
        .map(|waiting| (waiting.task.as_str(), waiting.operation.as_str()))
        .collect()
}
