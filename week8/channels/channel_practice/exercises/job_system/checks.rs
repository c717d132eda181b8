//! What is checked of `job_system`.

use std::thread;
use std::time::{Duration, Instant};

use verdict::{
    Check, Gauge, Log, Show, each_once, ensure, equal, fault, in_order, note,
    still_running,
};

use super::answer::{Report, Statistics, Work, run};

pub const CHECKS: &[Check] = &[
    Check::new("none", "two workers get no jobs", none).needs(1, 0),
    Check::new(
        "one",
        "one worker gets a job that fails and a job that succeeds",
        one,
    )
    .needs(1, 1),
    Check::new("both", "two workers get two jobs of one second each", both)
        .exact_time()
        .needs(2, 2),
    Check::new(
        "turns",
        "two workers get jobs of 2 seconds, 1 second and 2 seconds",
        turns,
    )
    .exact_time()
    .with(&[2])
    .needs(2, 2),
    // Workers to whom the jobs were dealt out beforehand may share nothing. They are to hear
    // that one was idle, by a check in which jobs take time.
    Check::new("counts", "two workers get two jobs that take no time", counts)
        .needs(2, 0),
    Check::new("both_fail", "two workers get two jobs that fail", both_fail)
        .needs(2, 0),
    Check::new(
        "slices",
        "two workers get jobs of 2 seconds, 2 seconds and 1 second",
        turns,
    )
    .exact_time()
    .with(&[3])
    .needs(2, 2),
    Check::new(
        "booked",
        "two workers get a job of an hour and jobs of one second",
        booked,
    )
    .exact_time()
    .with(&[15, 63])
    .needs(2, 2),
    Check::new("three", "three workers get four jobs of one second each", three)
        .exact_time()
        .needs(3, 4)
        .in_few(300),
    Check::new("fails", "one worker gets a job that fails, and no other", fails)
        .needs(1, 1),
    Check::new("many", "one worker gets thirty jobs", many).needs(1, 2),
];

const SECOND: Duration = Duration::from_secs(1);

const MANY: u64 = 30;

fn none(_: usize) {
    let report = run(2, Vec::new());
    adds_up(&report, 2, &Statistics::default());
    each_once("result", report.results, []);
}

fn one(_: usize) {
    let gauge = Gauge::new("job");
    let failing = takes(&gauge, 1, SECOND, Err("as planned".to_string()));
    let report = run(1, vec![failing, takes(&gauge, 2, SECOND, Ok(7))]);
    gauge.all_ended(2);
    in_order(
        "result",
        report.results.clone(),
        [Err("as planned".to_string()), Ok(7)],
    );
    adds_up(&report, 1, &Statistics { done: 1, failed: 1, sum: 7 });
}

fn fails(_: usize) {
    let failing: Work = Box::new(|| Err("as planned".to_string()));
    let report = run(1, vec![failing]);
    in_order("result", report.results.clone(), [Err("as planned".to_string())]);
    adds_up(&report, 1, &Statistics { done: 0, failed: 1, sum: 0 });
}

fn both(_: usize) {
    let gauge = Gauge::new("job");
    let jobs = [1, 2].map(|number| takes(&gauge, number, SECOND, Ok(1)));
    run(2, jobs.into());
    gauge.all_ended(2);
    ensure(
        gauge.peak() == 2,
        "the jobs ran one after another",
        "The second job began after the first had ended. Two workers could have \
         run both at the same time.",
    );
}

/// The job with this number is the short one.
fn turns(short: usize) {
    let begun = Instant::now();
    let gauge = Gauge::new("job");
    let time = |number| if number == short { SECOND } else { 2 * SECOND };
    let jobs = [1, 2, 3].map(|number| takes(&gauge, number, time(number), Ok(10)));
    let report = run(2, jobs.into());
    gauge.all_ended(3);
    gauge.at_most(2);
    // Half a second is left to those that look again from time to time.
    if begun.elapsed() > 3 * SECOND + SECOND / 2 {
        fault(
            "a worker was idle while a job waited",
            "In whatever order the jobs begin, two workers need 3 seconds. `run` \
             took longer: one worker was idle while a job waited for the other.",
            Show::Notes,
        );
    }
    in_order("result", report.results.clone(), [Ok(10), Ok(10), Ok(10)]);
    adds_up(&report, 2, &Statistics { done: 3, failed: 0, sum: 30 });
}

fn counts(_: usize) {
    let jobs = [1, 2].map(|value| -> Work { Box::new(move || Ok(value)) });
    let report = run(2, jobs.into());
    if still_running() > 0 {
        note!("`run` has returned");
        let detail =
            "`run` has returned, but a task that it started has not ended.";
        fault("a task was left behind", detail, Show::Steps);
    }
    in_order("result", report.results.clone(), [Ok(1), Ok(2)]);
    equal("the number of jobs that are done, in total,", report.total.done, 2);
    adds_up(&report, 2, &Statistics { done: 2, failed: 0, sum: 3 });
}

fn both_fail(_: usize) {
    let why = |number: u32| format!("job {number}, as planned");
    let jobs = [1, 2].map(|number| -> Work { Box::new(move || Err(why(number))) });
    let report = run(2, jobs.into());
    in_order(
        "result",
        report.results.clone(),
        [1, 2].map(|number| Err(why(number))),
    );
    adds_up(&report, 2, &Statistics { done: 0, failed: 2, sum: 0 });
}

/// All other checks have one worker or two.
fn three(_: usize) {
    let gauge = Gauge::new("job");
    let jobs = [1, 2, 3, 4].map(|number| takes(&gauge, number, SECOND, Ok(10)));
    let report = run(3, jobs.into());
    gauge.all_ended(4);
    gauge.at_most(3);
    gauge.reached(3);
    in_order("result", report.results.clone(), [Ok(10), Ok(10), Ok(10), Ok(10)]);
    adds_up(&report, 3, &Statistics { done: 4, failed: 0, sum: 40 });
}

/// What ended while the long job ran was run by the other worker, in whatever order the
/// jobs begin, and none has to wait for the end of that job. The value of the long job tells
/// which statistics are those of its worker.
fn booked(short_jobs: usize) {
    // No float is this number.
    const LONG: u64 = u64::MAX - 1_000;
    let gauge = Gauge::new("job");
    let beside = Log::default();
    let (ends, own) = (beside.clone(), gauge.clone());
    let long: Work = Box::new(move || {
        let before = own.ended();
        let _inside = own.enter(1);
        thread::sleep(60 * 60 * SECOND);
        let (ended, others) = (own.ended(), own.ended() - before);
        let said = format!("{others} other jobs ended while job 1 ran");
        ends.push((ended, others), said);
        Ok(LONG)
    });
    let short =
        (2..=short_jobs + 1).map(|number| takes(&gauge, number, SECOND, Ok(1)));
    let report = run(2, [long].into_iter().chain(short).collect());
    gauge.all_ended(short_jobs + 1);
    gauge.at_most(2);
    let sum = LONG + short_jobs as u64;
    adds_up(&report, 2, &Statistics { done: short_jobs + 1, failed: 0, sum });
    let (ended, others) = beside.all().into_iter().next().unwrap_or_default();
    if ended < short_jobs {
        let detail = format!(
            "Job 1 took an hour. At its end {} of the {short_jobs} jobs of one second had \
             not ended. They waited for its worker, and the other worker was idle.",
            short_jobs - ended
        );
        fault("a worker was idle while a job waited", detail, Show::Notes);
    }
    let worker = report.workers.iter().find(|worker| worker.sum >= LONG);
    let done = worker.map_or(0, |worker| worker.done);
    if done == 0 || done + others > short_jobs + 1 {
        let detail = format!(
            "Job 1 has the value {LONG}. While it ran, the other worker ran {others} jobs. \
             But the statistics are {:?}.",
            report.workers
        );
        fault("a job was counted for another worker", detail, Show::Notes);
    }
}

/// More than there is room for in any channel whose capacity was chosen for the workers.
fn many(_: usize) {
    let jobs = (1..=MANY).map(|value| -> Work { Box::new(move || Ok(value)) });
    let report = run(1, jobs.collect());
    in_order("result", report.results.clone(), (1..=MANY).map(Ok));
    let sum = (1..=MANY).sum();
    adds_up(&report, 1, &Statistics { done: MANY as usize, failed: 0, sum });
}

fn takes(
    gauge: &Gauge,
    number: usize,
    time: Duration,
    result: Result<u64, String>,
) -> Work {
    let gauge = gauge.clone();
    Box::new(move || {
        let _inside = gauge.enter(number);
        thread::sleep(time);
        result
    })
}

/// Claims that the total is this, and that it is the sum of the workers'.
#[track_caller]
fn adds_up(report: &Report, workers: usize, expected: &Statistics) {
    let title = "the statistics do not add up";
    let found = report.workers.len();
    ensure(
        found == workers,
        title,
        format!("There are statistics of {found} workers, expected {workers}."),
    );
    let total = &report.total;
    ensure(
        total == expected,
        title,
        format!("The total is {total:?}, expected {expected:?}."),
    );
    let sum =
        |one: fn(&Statistics) -> u64| report.workers.iter().map(one).sum::<u64>();
    let sums = (sum(|one| one.done as u64), sum(|one| one.failed as u64));
    ensure(
        sums == (total.done as u64, total.failed as u64)
            && sum(|one| one.sum) == total.sum,
        title,
        format!(
            "The statistics of the workers are {:?}. The total is {total:?}.",
            report.workers
        ),
    );
}
