//! What is checked of `first_workers`.

use std::thread;
use std::time::Duration;

use verdict::{Check, Gauge, Show, fault, in_order};

use super::answer::run_workers;

pub const CHECKS: &[Check] = &[
    Check::new("together", "every worker works for one second", together)
        .exact_time()
        .with(&[2, 5])
        .needs(2, 0),
    Check::new(
        "uneven",
        "the workers take different times, and worker 1 takes longest",
        uneven,
    )
    .with(&[2, 3])
    .needs(2, 0),
    Check::new("results", "every worker returns ten times its number", results)
        .with(&[3, 1, 12])
        .needs(1, 0),
    Check::new("long", "the only worker works for half a minute", long).needs(1, 0),
];

fn together(workers: usize) {
    let gauge = Gauge::new("worker");
    let inside = gauge.clone();
    run_workers(workers, move |number| {
        let _inside = inside.enter(number);
        thread::sleep(Duration::from_secs(1));
    });
    gauge.all_ended(workers);
    gauge.reached(workers);
}

fn uneven(workers: usize) {
    let gauge = Gauge::new("worker");
    let inside = gauge.clone();
    let found = run_workers(workers, move |number| {
        let _inside = inside.enter(number);
        let seconds = workers + 1 - number;
        thread::sleep(Duration::from_secs(seconds as u64));
        number
    });
    gauge.all_ended(workers);
    if let Some(wrong) =
        found.iter().find(|number| !(1..=workers).contains(*number))
    {
        let detail = format!(
            "`work` was called with number {wrong}. The numbers are 1 to {workers}."
        );
        fault("the numbers are wrong", detail, Show::Notes);
    }
    if found.len() < workers {
        let detail =
            format!("{workers} workers have ended, but only {found:?} came back.");
        fault("a result was lost", detail, Show::Steps);
    }
    in_order("result", found, 1..=workers);
}

/// Not for an hour: an answer that looks again every few milliseconds is right, too.
fn long(_: usize) {
    let found = run_workers(1, |number| {
        thread::sleep(Duration::from_secs(30));
        number
    });
    if found.is_empty() {
        let detail = "The only worker worked for 30 seconds. Its result did not come \
                      back.";
        fault("a result was lost", detail, Show::Steps);
    }
    in_order("result", found, [1]);
}

fn results(workers: usize) {
    let found = run_workers(workers, |number| 10 * number);
    in_order("result", found, (1..=workers).map(|number| 10 * number));
}
