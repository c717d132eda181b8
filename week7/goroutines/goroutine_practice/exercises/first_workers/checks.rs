//! What is checked of `first_workers`.

use std::thread;
use std::time::Duration;

use verdict::{Check, Gauge, Show, fault, in_order, still_running};

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
    Check::new("crowd", "100 workers work, and worker 1 takes longest", crowd)
        .exact_time()
        .needs(2, 0)
        .in_few(5),
    Check::new("numbers", "260 workers return their numbers", numbers)
        .exact_time()
        .needs(1, 0)
        .in_few(1)
        .max_steps(200_000),
];

fn together(workers: usize) {
    let gauge = Gauge::new("worker");
    let inside = gauge.clone();
    run_workers(workers, move |number| {
        let _inside = inside.enter(number);
        thread::sleep(Duration::from_secs(1));
    });
    all_ended(&gauge, workers);
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
    all_ended(&gauge, workers);
    are_numbers(&found, workers);
    if found.len() < workers {
        let detail =
            format!("{workers} workers have ended, but only {found:?} came back.");
        fault("a result was lost", detail, Show::Steps);
    }
    in_order("result", found, 1..=workers);
}

/// Claims that each is the number of one of so many workers.
fn are_numbers(found: &[usize], workers: usize) {
    let wrong = found.iter().find(|number| !(1..=workers).contains(*number));
    if let Some(wrong) = wrong {
        let detail = format!(
            "`work` was called with number {wrong}. The numbers are 1 to {workers}."
        );
        fault("the numbers are wrong", detail, Show::Notes);
    }
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

/// Claims that all have ended. Who has not begun may still begin.
#[track_caller]
fn all_ended(gauge: &Gauge, workers: usize) {
    let (ended, left) = (gauge.ended(), still_running());
    if gauge.inside() == 0 && ended < workers && left > 0 {
        let detail = format!(
            "`run_workers` returned when {ended} of {workers} workers had ended. The \
             others had not begun. Tasks that it started and that still run: {left}."
        );
        fault("`run_workers` returned too early", detail, Show::Steps);
    }
    gauge.all_ended(workers);
}

fn results(workers: usize) {
    // Who parks, and takes the first end of that for the end of all, does not wait.
    thread::current().unpark();
    let found = run_workers(workers, |number| 10 * number);
    in_order("result", found, (1..=workers).map(|number| 10 * number));
}

/// More than anybody has kept room for. Who looks from the first place on whether all are
/// filled need not look at all places each time.
fn crowd(_: usize) {
    const CROWD: usize = 100;
    let gauge = Gauge::new("worker");
    let inside = gauge.clone();
    let found = run_workers(CROWD, move |number| {
        let _inside = inside.enter(number);
        thread::sleep(Duration::from_millis(if number == 1 { 2 } else { 1 }));
        number
    });
    gauge.all_ended(CROWD);
    gauge.reached(CROWD);
    in_order("result", found, 1..=CROWD);
}

/// More than a byte can count. In one schedule, as the order makes no difference here; and
/// in many steps, as who waits may look at all of them after each step of one.
fn numbers(_: usize) {
    const WORKERS: usize = 260;
    let found = run_workers(WORKERS, |number| number);
    are_numbers(&found, WORKERS);
    if found.len() < WORKERS {
        let detail = format!(
            "{WORKERS} workers were asked for. {} results came back.",
            found.len()
        );
        fault("a result was lost", detail, Show::Notes);
    }
    in_order("result", found, 1..=WORKERS);
}
