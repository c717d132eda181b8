//! What is checked of `worker_pool`.

use std::fmt::Debug;
use std::panic::{self, AssertUnwindSafe};
use std::thread;
use std::time::{Duration, Instant};

use verdict::{
    Check, Gauge, Show, each_once, ensure, fault, in_order, note, still_running,
};

use super::answer::{Handle, Panicked, Pool};

pub const CHECKS: &[Check] = &[
    Check::new("stop", "the pool is stopped while one job runs and two wait", stop)
        .exact_time()
        .needs(2, 4),
    Check::new(
        "results",
        "two workers get three jobs, and each handle is waited on",
        results,
    )
    .needs(3, 5),
    Check::new("idle", "the pool is stopped, and no job was submitted", idle)
        .needs(1, 0),
    Check::new(
        "panics",
        "two of four jobs panic, there is one worker, and the pool is stopped before \
         the last job has ended",
        panics,
    )
    .needs(2, 3),
    Check::new(
        "long",
        "a job takes half a minute, and another task waits on its handle",
        long,
    )
    .needs(3, 3),
    Check::new(
        "busy",
        "two workers get jobs of 3 seconds, 1 second and 1 second, and the handles \
         are waited on",
        busy,
    )
    .exact_time()
    .needs(3, 5),
    Check::new(
        "three",
        "three workers get one job, and after its end four jobs of one second each",
        three,
    )
    .exact_time()
        .needs(4, 6)
        .in_few(300),
    Check::new("drops", "the handles are dropped, then the pool", drops)
        .needs(2, 3),
    Check::new("unwinds", "who owns the pool panics while a job runs", unwinds)
        .needs(2, 3),
    Check::new("late", "a handle is waited on after `stop`", late).needs(2, 2),
    Check::new("tasks", "two tasks submit one job each to one worker", tasks)
        .needs(3, 4),
    Check::new("many", "one worker gets 1,100 jobs at once", many)
        .exact_time()
        .needs(2, 4)
        .in_few(2),
];

const SECOND: Duration = Duration::from_secs(1);

fn panics(_: usize) {
    let pool = Pool::new(1);
    // No message: the hook of panics is not asked.
    let fails = || -> u32 { panic::resume_unwind(Box::new("as planned")) };
    drop(pool.submit(fails));
    let second = pool.submit(fails);
    let third = pool.submit(|| 3);
    let gauge = Gauge::new("job");
    drop(pool.submit(takes(&gauge, 4, 1)));
    finds("a job that panicked", second.wait(), Err(Panicked));
    finds("the job after one that panicked", third.wait(), Ok(3));
    pool.stop();
    gauge.all_ended(1);
}

fn idle(_: usize) {
    Pool::new(2).stop();
}

fn results(_: usize) {
    let pool = Pool::new(2);
    let jobs: Vec<_> = (1..=3).map(|job| pool.submit(move || job * 10)).collect();
    for (number, job) in (1..).zip(jobs) {
        finds(&format!("job {number}"), job.wait(), Ok(10 * number));
    }
    pool.stop();
}

fn stop(_: usize) {
    let pool = Pool::new(1);
    let gauge = Gauge::new("job");
    let jobs = submits(&pool, &gauge, 3, |_| 1);
    // Time passes only when nobody can go on: now the first job is under way.
    thread::sleep(SECOND / 2);
    if gauge.inside() == 0 {
        let detail = "Three jobs were submitted, there is one worker, and half a second \
                      later no job had begun.";
        fault("a worker was idle while a job waited", detail, Show::Steps);
    }
    pool.stop();
    gauge.all_ended(3);
    gauge.at_most(1);
    for (number, job) in (1..).zip(jobs) {
        finds(&format!("job {number}"), job.wait(), Ok(number));
    }
}

/// More than there is room for in a queue with a capacity that looks like enough. The
/// first holds the worker up until all are submitted. The others take no time: an answer
/// that looks every millisecond whether all have run is right, too.
fn many(_: usize) {
    const MANY: usize = 1_100;
    let pool = Pool::new(1);
    let gauge = Gauge::new("job");
    let jobs = submits(&pool, &gauge, MANY, |number| u32::from(number == 1));
    pool.stop();
    gauge.all_ended(MANY);
    let results = jobs.into_iter().flat_map(Handle::wait);
    in_order("result", results, 1..=MANY);
}

/// Jobs with numbers from 1 on, of so many seconds each. No submit waits.
fn submits(
    pool: &Pool,
    gauge: &Gauge,
    jobs: usize,
    seconds: fn(usize) -> u32,
) -> Vec<Handle<usize>> {
    let begun = Instant::now();
    let submit = |number| {
        let job = pool.submit(takes(gauge, number, seconds(number)));
        // Time passes only when nobody can go on, and a submit always can.
        let passed = begun.elapsed();
        let detail = format!(
            "submit() of job {number} returned after {passed:?} and not at once."
        );
        ensure(passed < SECOND / 2, "`submit` waited", detail);
        job
    };
    (1..=jobs).map(submit).collect()
}

fn long(_: usize) {
    let pool = Pool::new(1);
    let job = pool.submit(|| {
        thread::sleep(30 * SECOND);
        8
    });
    // Not the task that submitted it.
    let found = thread::spawn(|| job.wait()).join().unwrap();
    finds("a job that took half a minute", found, Ok(8));
    pool.stop();
}

fn busy(_: usize) {
    let pool = Pool::new(2);
    let begun = Instant::now();
    let gauge = Gauge::new("job");
    let jobs = [(1, 3), (2, 1), (3, 1)].map(|(number, seconds)| {
        let works = takes(&gauge, number, seconds);
        pool.submit(move || (begun.elapsed(), works()))
    });
    // Before the stop: it wakes every worker, also one that was forgotten.
    let last = jobs.into_iter().flat_map(Handle::wait).max();
    pool.stop();
    gauge.all_ended(3);
    gauge.at_most(2);
    gauge.reached(2);
    if let Some((began, number)) = last {
        let detail = format!(
            "In whatever order the jobs begin, two workers begin the last one \
             after 1 s at the latest. Job {number} began after {began:?}."
        );
        // Half a second is left to those that look again from time to time.
        if began > SECOND + SECOND / 2 {
            fault("a worker was idle while a job waited", detail, Show::Notes);
        }
    }
}

/// All other checks have one worker or two.
fn three(_: usize) {
    let pool = Pool::new(3);
    // Its worker is idle again: it can take one of the jobs that follow, and no more.
    drop(pool.submit(|| ()));
    thread::sleep(SECOND / 2);
    let gauge = Gauge::new("job");
    let jobs = submits(&pool, &gauge, 4, |_| 1);
    in_order("result", jobs.into_iter().flat_map(Handle::wait), 1..=4);
    pool.stop();
    gauge.all_ended(4);
    gauge.at_most(3);
    gauge.reached(3);
}

fn drops(_: usize) {
    let pool = Pool::new(1);
    let gauge = Gauge::new("job");
    for number in 1..=2 {
        drop(pool.submit(takes(&gauge, number, 1)));
    }
    drop(pool);
    if gauge.inside() == 0 && gauge.ended() < 2 && still_running() > 0 {
        let detail =
            "The pool was dropped, and not all jobs had run. A worker still runs.";
        fault("the drop of the pool did not wait", detail, Show::Steps);
    }
    gauge.all_ended(2);
}

fn unwinds(_: usize) {
    let gauge = Gauge::new("job");
    let owns = || {
        let pool = Pool::new(1);
        drop(pool.submit(takes(&gauge, 1, 1)));
        note!("the owner of the pool panics");
        // No message: the hook of panics is not asked.
        panic::resume_unwind(Box::new("as planned"))
    };
    let _: Result<(), _> = panic::catch_unwind(AssertUnwindSafe(owns));
    gauge.all_ended(1);
}

fn late(_: usize) {
    let pool = Pool::new(1);
    let job = pool.submit(|| 7);
    pool.stop();
    finds("a job that ran before the stop", job.wait(), Ok(7));
}

fn tasks(_: usize) {
    let pool = Pool::new(1);
    let gauge = Gauge::new("job");
    let first = takes(&gauge, 1, 1);
    let results = thread::scope(|scope| {
        let submits = scope.spawn(|| pool.submit(first).wait());
        let own = pool.submit(takes(&gauge, 2, 1)).wait();
        [own, submits.join().unwrap()]
    });
    gauge.at_most(1);
    each_once("result", results.into_iter().flatten(), [1, 2]);
    pool.stop();
}

fn takes(
    gauge: &Gauge,
    number: usize,
    seconds: u32,
) -> impl FnOnce() -> usize + Send + 'static {
    let gauge = gauge.clone();
    move || {
        let _inside = gauge.enter(number);
        thread::sleep(seconds * SECOND);
        number
    }
}

#[track_caller]
fn finds<T: Debug + PartialEq>(
    which: &str,
    found: Result<T, Panicked>,
    expected: Result<T, Panicked>,
) {
    if found != expected {
        let detail = format!(
            "The handle of {which} returned {found:?}, expected {expected:?}."
        );
        fault("a handle returned the wrong result", detail, Show::Steps);
    }
}
