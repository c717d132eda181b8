//! What is checked of `cancellable_pool`.

use std::mem::ManuallyDrop;
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use verdict::{Check, Gauge, Log, Show, ensure, equal, fault};

use super::answer::{Handle, NotRun, Pool, Stats, Stopped, Token};

pub const CHECKS: &[Check] = &[
    Check::new(
        "moments",
        "`stats` is called while the only worker runs a short job",
        moments,
    )
    .needs(2, 4),
    Check::new(
        "races",
        "one task cancels a job that the only worker may begin now",
        races,
    )
    .needs(2, 3),
    Check::new(
        "close",
        "a job of one second with a limit of one second gets the only worker",
        close,
    )
    .needs(2, 4),
    Check::new("turns", "one worker gets three jobs of one second each", turns)
        .needs(2, 4),
    Check::new(
        "keeps_turns",
        "one worker is busy, and five jobs wait; the first of them has a limit, and the \
         third is cancelled",
        keeps_turns,
    )
    .exact_time()
    .needs(2, 4),
    Check::new(
        "limit",
        "a job with a limit of 3 seconds waits behind a job of 6 seconds",
        limit,
    )
    .exact_time()
    .needs(2, 4),
    Check::new(
        "shorter",
        "while the only worker is busy, a job with a limit of 9 seconds comes, and then \
         one with a limit of 3 seconds",
        shorter,
    )
    .exact_time()
    .needs(2, 4),
    Check::new(
        "forgotten",
        "a job with a limit of 1 second waits behind a job of 2 seconds, and \
         nobody waits on its handle until later",
        forgotten,
    )
    .exact_time()
    .needs(2, 4),
    Check::new(
        "counted",
        "the limit of a job is over while a task waits on its handle, and the only \
         worker is busy",
        counted,
    )
    .exact_time()
    .needs(2, 4),
    Check::new(
        "told",
        "a job with a limit of 2.5 seconds begins after a second, and then asks its token \
         every second",
        told,
    )
    .exact_time()
    .needs(2, 3),
    Check::new(
        "nobody_waits",
        "two jobs run beyond their limits and another waits beyond its own; two handles \
         were dropped, and nobody waits on the third until later",
        nobody_waits,
    )
    .exact_time()
    .needs(3, 5),
    Check::new(
        "cancels",
        "one job runs and two wait, the last of them with a limit; first those that \
         wait are cancelled, each twice, then the other",
        cancels,
    )
    .exact_time()
    .needs(2, 4),
    Check::new(
        "quick",
        "a job with a limit of 9 seconds takes no time, and somebody waits for it",
        quick,
    )
    .exact_time()
    .needs(2, 4),
    Check::new("results", "two workers get three jobs of one second each", results)
        .exact_time()
        .needs(3, 5),
    Check::new(
        "idle",
        "the pool is shut down while its two workers are idle",
        idle,
    )
    .needs(1, 4),
    Check::new(
        "stops",
        "the pool is shut down while one job runs and two wait",
        stops,
    )
    .exact_time()
    .needs(2, 4),
    Check::new(
        "stops_others",
        "the pool is shut down while two jobs run and a third has ended",
        stops_others,
    )
    .exact_time()
    .needs(3, 5),
    Check::new(
        "wakes",
        "one worker is idle, and a task waits on the handle of a job of 4 seconds; \
         then a second job is submitted",
        wakes,
    )
    .exact_time()
    .needs(4, 5),
    Check::new(
        "handles",
        "one worker has three jobs; one task waits for the third, and then another one for \
         the first",
        handles,
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
    Check::new(
        "beside",
        "two workers get a job of 9 seconds and four jobs of one second each",
        beside,
    )
    .exact_time()
    .with(&[1, 2])
    .needs(3, 5)
    .in_few(300),
    Check::new("both", "two tasks submit one job each to one worker", both)
        .exact_time()
        .needs(3, 4),
    Check::new(
        "accepts_late",
        "one task submits a job while another shuts the pool down, and then the \
         statistics are read",
        accepts_late,
    )
    .exact_time()
    .needs(3, 4),
    Check::new(
        "meets",
        "one task submits a job while another shuts the pool down",
        meets,
    )
    .exact_time()
    .needs(3, 4),
    Check::new(
        "meets_busy",
        "while the only worker runs a job, one task submits another job and another \
         task shuts the pool down",
        meets_busy,
    )
    .exact_time()
    .needs(3, 4),
    Check::new(
        "told_by_then",
        "a running job asks its token after `cancel` has returned",
        told_by_then,
    )
    .exact_time()
    .needs(2, 4),
    Check::new(
        "counts_new",
        "`stats` is called while another task submits a job",
        counts_new,
    )
    .needs(3, 4),
    Check::new(
        "counts_given_up",
        "`stats` is called while another task cancels a job that waits",
        counts_given_up,
    )
    .exact_time()
    .needs(3, 4),
    Check::new(
        "stops_at_once",
        "two jobs are submitted, and the pool is shut down at once",
        stops_at_once,
    )
    .exact_time()
    .needs(2, 4),
    Check::new("drops", "the pool is dropped while one job runs and two wait", drops)
        .exact_time()
        .needs(2, 3),
];

const SECOND: Duration = Duration::from_secs(1);

/// No job of a check takes longer than this, told or not.
const MOST: usize = 9;

struct Made {
    /// Dropped at the end of the check, unless a claim has failed: then nothing more is
    /// asked of it.
    pool: ManuallyDrop<Pool>,
    gauge: Gauge,
    begun: Instant,
}

impl Made {
    fn new(workers: usize) -> Made {
        let pool = ManuallyDrop::new(Pool::new(workers));
        Made { pool, gauge: Gauge::new("job"), begun: Instant::now() }
    }

    fn pool(&self) -> &Pool {
        &self.pool
    }

    /// With the pool ends what it may have started besides its workers.
    fn ends(self) {
        drop(ManuallyDrop::into_inner(self.pool));
    }

    /// A job of so many seconds that asks after each whether it is cancelled, and
    /// returns how many it took.
    fn takes(
        &self,
        number: usize,
        seconds: usize,
    ) -> impl FnOnce(&Token) -> usize + Send + use<> {
        let gauge = self.gauge.clone();
        move |token| {
            let _inside = gauge.enter(number);
            for taken in 1..=seconds {
                thread::sleep(SECOND);
                if token.is_cancelled() {
                    return taken;
                }
            }
            seconds
        }
    }

    /// Submits a job of a second that returns when it began.
    fn tells_its_begin(&self, number: usize) -> Handle<Duration> {
        accepted(self.pool().submit(self.begins(number, 1)))
    }

    /// A job of so many seconds that returns when it began.
    fn begins(
        &self,
        number: usize,
        seconds: usize,
    ) -> impl FnOnce(&Token) -> Duration + Send + use<> {
        let (begun, takes) = (self.begun, self.takes(number, seconds));
        move |token| {
            let began = begun.elapsed();
            takes(token);
            began
        }
    }

    #[track_caller]
    fn submit(&self, number: usize, seconds: usize) -> Handle<usize> {
        let job = self.takes(number, seconds);
        at_once(number, || accepted(self.pool().submit(job)))
    }

    #[track_caller]
    fn submit_within(
        &self,
        limit: Duration,
        number: usize,
        seconds: usize,
    ) -> Handle<usize> {
        let job = self.takes(number, seconds);
        at_once(number, || accepted(self.pool().submit_within(limit, job)))
    }

    /// Claims that no more time has passed; half a second is left to those that look
    /// again from time to time.
    #[track_caller]
    fn within(&self, seconds: u32, what: &str, title: &str) {
        let passed = self.begun.elapsed();
        let detail =
            format!("{what} after {passed:?}. It was due after {seconds} s.");
        if passed > seconds * SECOND + SECOND / 2 {
            fault(title, detail, Show::Notes);
        }
    }

    /// Claims what the statistics are, then shuts the pool down.
    #[track_caller]
    fn ends_with(self, expected: Stats) {
        self.counts(expected);
        self.pool().shutdown();
        self.counts(expected);
        self.ends();
    }

    /// Shuts the pool down, and claims that its only job has run once, or has not run
    /// for this reason, as its handle has returned.
    fn has_run_or_not(self, result: Result<(), NotRun>, reason: NotRun) {
        let stats = self.pool().stats();
        self.pool().shutdown();
        let ran = self.gauge.ended();
        match result {
            Ok(()) => equal("how often the job ran", ran, 1),
            Err(found) => {
                equal("why it never ran", found, reason);
                let detail = "The handle says that the job never ran, but it ran.";
                ensure(ran == 0, "a cancelled or timed-out job ran", detail);
            }
        }
        let (timed_out, cancelled) = match result {
            Err(NotRun::TimedOut) => (1, 0),
            Err(NotRun::Cancelled) => (0, 1),
            Ok(()) => (0, 0),
        };
        let submitted = 1;
        let counted = Stats {
            submitted,
            done: ran,
            timed_out,
            cancelled,
            ..Stats::default()
        };
        let detail =
            format!("The handle has returned {result:?}. stats() is {stats:?}.");
        ensure(stats == counted, UNEVEN, detail);
        self.ends();
    }

    #[track_caller]
    fn counts(&self, expected: Stats) {
        let found = self.pool().stats();
        let detail = format!("stats() is {found:?}, expected {expected:?}.");
        ensure(found == expected, UNEVEN, detail);
    }
}

const UNEVEN: &str = "the statistics do not add up";

fn moments(_: usize) {
    let made = Made::new(1);
    let job = accepted(made.pool().submit(|_| ()));
    let stats = made.pool().stats();
    let detail = format!("One job was submitted. stats() is {stats:?}.");
    ensure(stats.submitted == 1 && is_even(stats), UNEVEN, detail);
    equal("the result", job.wait(), Ok(()));
    made.ends_with(Stats { submitted: 1, done: 1, ..Stats::default() });
}

fn races(_: usize) {
    let made = Made::new(1);
    let gauge = made.gauge.clone();
    let job = accepted(made.pool().submit(move |_| gauge.works_on(1)));
    job.cancel();
    made.has_run_or_not(job.wait(), NotRun::Cancelled);
}

/// The clock may come early: when the limit is over, the job has ended, runs, or has not
/// begun.
fn close(_: usize) {
    let made = Made::new(1);
    let job = accepted(made.pool().submit_within(SECOND, made.takes(1, 1)));
    made.has_run_or_not(job.wait().map(drop), NotRun::TimedOut);
}

fn turns(_: usize) {
    let made = Made::new(1);
    let jobs = [1, 2, 3].map(|number| made.tells_its_begin(number));
    begin_in_order(jobs);
    made.gauge.all_ended(3);
    made.ends_with(Stats { submitted: 3, done: 3, ..Stats::default() });
}

fn keeps_turns(_: usize) {
    let made = Made::new(1);
    let [runs, first, second, given_up, fourth, fifth] =
        [1, 2, 3, 4, 5, 6].map(|number| {
            let job = made.begins(number, 1);
            at_once(number, || match number {
                2 => accepted(made.pool().submit_within(9 * SECOND, job)),
                _ => accepted(made.pool().submit(job)),
            })
        });
    // Time passes only when nobody can go on: now the first job is under way.
    thread::sleep(SECOND / 2);
    given_up.cancel();
    begin_in_order([runs, first, second, fourth, fifth]);
    made.gauge.all_ended(5);
    made.ends_with(Stats {
        submitted: 6,
        done: 5,
        cancelled: 1,
        ..Stats::default()
    });
}

/// Claims that these jobs, which were submitted in this order, began in this order.
#[track_caller]
fn begin_in_order<const N: usize>(jobs: [Handle<Duration>; N]) {
    let began: Vec<Duration> = jobs.into_iter().flat_map(Handle::wait).collect();
    if !began.is_sorted() {
        let detail = format!(
            "In the order in which they were submitted, the jobs began after {began:?}."
        );
        fault("the jobs are out of order", detail, Show::Notes);
    }
}

fn limit(_: usize) {
    let made = Made::new(1);
    let first = made.submit(1, 6);
    let late = made.submit_within(3 * SECOND, 2, 1);
    // Nearly a year.
    let patient = made.submit_within(31_000_000 * SECOND, 3, 1);
    // The limit counts from the submit, not from here.
    thread::sleep(2 * SECOND);
    returns(2, late, Err(NotRun::TimedOut));
    made.within(3, "The handle of job 2 returned", "a timeout came too late");
    returns(1, first, Ok(6));
    returns(3, patient, Ok(1));
    only(&made, 2);
    made.ends_with(Stats {
        submitted: 3,
        done: 2,
        timed_out: 1,
        ..Stats::default()
    });
}

fn shorter(_: usize) {
    let made = Made::new(1);
    let first = made.submit(1, 6);
    let long = made.submit_within(9 * SECOND, 2, 1);
    let late = made.submit_within(3 * SECOND, 3, 1);
    returns(3, late, Err(NotRun::TimedOut));
    made.within(3, "The handle of job 3 returned", "a timeout came too late");
    returns(1, first, Ok(6));
    returns(2, long, Ok(1));
    made.gauge.all_ended(2);
    made.ends_with(Stats {
        submitted: 3,
        done: 2,
        timed_out: 1,
        ..Stats::default()
    });
}

fn forgotten(_: usize) {
    let made = Made::new(1);
    drop(made.submit(1, 2));
    let late = made.submit_within(SECOND, 2, 1);
    let last = made.submit(3, 1);
    returns(3, last, Ok(1));
    only(&made, 2);
    returns(2, late, Err(NotRun::TimedOut));
    made.ends_with(Stats {
        submitted: 3,
        done: 2,
        timed_out: 1,
        ..Stats::default()
    });
}

fn counted(_: usize) {
    let made = Made::new(1);
    let first = made.submit(1, 6);
    let late = made.submit_within(3 * SECOND, 2, 1);
    returns(2, late, Err(NotRun::TimedOut));
    made.counts(Stats {
        submitted: 2,
        running: 1,
        timed_out: 1,
        ..Stats::default()
    });
    returns(1, first, Ok(6));
    made.ends_with(Stats {
        submitted: 2,
        done: 1,
        timed_out: 1,
        ..Stats::default()
    });
}

fn told(_: usize) {
    let made = Made::new(1);
    // The limit of the next one begins before that job does.
    let first = made.submit(1, 1);
    // Between two of its questions: at the very moment it may be told or not.
    let job = made.submit_within(2 * SECOND + SECOND / 2, 2, MOST);
    let short = made.submit_within(9 * SECOND, 3, 1);
    returns(1, first, Ok(1));
    returns(2, job, Ok(2));
    returns(3, short, Ok(1));
    made.gauge.all_ended(3);
    made.ends_with(Stats { submitted: 3, done: 3, ..Stats::default() });
}

/// Limits do not depend on handles. The longer one comes first.
fn nobody_waits(_: usize) {
    let made = Made::new(2);
    let told = Log::default();
    let asks = |number| {
        let (takes, told) = (made.takes(number, MOST), told.clone());
        move |token: &Token| {
            let taken = takes(token);
            told.push((number, taken), format!("job {number} took {taken} s"));
            taken
        }
    };
    let half = SECOND / 2;
    let first = accepted(made.pool().submit_within(4 * SECOND + half, asks(1)));
    drop(accepted(made.pool().submit_within(2 * SECOND + half, asks(2))));
    drop(accepted(made.pool().submit_within(SECOND + half, asks(3))));
    // Now all have ended.
    thread::sleep(SECOND * 2 * MOST as u32);
    for (number, taken) in told.all() {
        let limit = match number {
            1 => 4,
            2 => 2,
            _ => {
                let detail = "Job 3 ran, but its limit was over before a worker was \
                              free. Its handle had been dropped.";
                fault("a cancelled or timed-out job ran", detail, Show::Notes)
            }
        };
        if taken > limit + 1 {
            let detail = format!(
                "Job {number} began at once, and its limit was over after {limit}.5 s. It \
                 asked its token every second. Nobody waited on its handle. It ran for \
                 {taken} s."
            );
            fault("a running job was not told", detail, Show::Notes);
        }
    }
    returns(1, first, Ok(5));
    made.gauge.all_ended(2);
    made.ends_with(Stats {
        submitted: 3,
        done: 2,
        timed_out: 1,
        ..Stats::default()
    });
}

fn cancels(_: usize) {
    let made = Made::new(1);
    let runs = made.submit(1, MOST);
    let waits = [made.submit(2, 1), made.submit_within(9 * SECOND, 3, 1)];
    // Time passes only when nobody can go on: now the first job is under way.
    thread::sleep(SECOND / 2);
    for (place, job) in waits.into_iter().enumerate() {
        job.cancel();
        // It has ended, so this changes nothing.
        job.cancel();
        returns(place + 2, job, Err(NotRun::Cancelled));
        made.within(
            1,
            "The handle of a cancelled job returned",
            "`cancel` took effect too late",
        );
    }
    runs.cancel();
    returns(1, runs, Ok(1));
    made.gauge.all_ended(1);
    made.ends_with(Stats {
        submitted: 3,
        done: 1,
        cancelled: 2,
        ..Stats::default()
    });
}

fn quick(_: usize) {
    let made = Made::new(1);
    let gauge = made.gauge.clone();
    let job = move |_: &Token| gauge.works_on(1);
    let job = accepted(made.pool().submit_within(9 * SECOND, job));
    equal("the result", job.wait(), Ok(()));
    made.within(
        0,
        "The job had ended at once. Its handle returned",
        "a handle returned too late",
    );
    made.ends_with(Stats { submitted: 1, done: 1, ..Stats::default() });
}

fn results(_: usize) {
    let made = Made::new(2);
    let jobs: Vec<_> = (1..=3).map(|number| made.submit(number, 1)).collect();
    for (place, job) in jobs.into_iter().enumerate() {
        returns(place + 1, job, Ok(1));
    }
    made.within(
        2,
        "The last of three results came",
        "the jobs ran one after another",
    );
    made.gauge.at_most(2);
    made.gauge.all_ended(3);
    made.ends_with(Stats { submitted: 3, done: 3, ..Stats::default() });
}

/// All other checks have one worker or two.
fn three(_: usize) {
    let made = Made::new(3);
    // Its worker is idle again: it can take one of the jobs that follow, and no more.
    drop(made.submit(1, 0));
    thread::sleep(SECOND / 2);
    let jobs = [2, 3, 4, 5].map(|number| made.submit(number, 1));
    for (number, job) in (2..).zip(jobs) {
        returns(number, job, Ok(1));
    }
    made.gauge.at_most(3);
    made.gauge.reached(3);
    made.gauge.all_ended(5);
    made.ends_with(Stats { submitted: 5, done: 5, ..Stats::default() });
}

/// This job is the long one. The others need one worker for four seconds.
fn beside(long: usize) {
    let made = Made::new(2);
    let jobs = [1, 2, 3, 4, 5].map(|number| {
        let job = made.begins(number, if number == long { MOST } else { 1 });
        at_once(number, || accepted(made.pool().submit(job)))
    });
    for (number, job) in (1..).zip(jobs) {
        let began = job.wait();
        let detail = format!("The handle of job {number} returned {began:?}.");
        ensure(began.is_ok(), "a handle returned the wrong result", detail);
        let began = began.unwrap_or_default();
        // A second is left to those that look again from time to time.
        if began > 4 * SECOND {
            let detail = format!(
                "Job {long} took 9 seconds, the others one second each. While one worker \
                 ran job {long}, the other one could begin the last of the others after 3 \
                 s. Job {number} began after {began:?}."
            );
            fault("a worker was idle while a job waited", detail, Show::Notes);
        }
    }
    made.gauge.at_most(2);
    made.gauge.all_ended(5);
    made.ends_with(Stats { submitted: 5, done: 5, ..Stats::default() });
}

fn idle(_: usize) {
    let made = Made::new(2);
    made.pool().shutdown();
    made.counts(Stats::default());
    made.ends();
}

fn stops(_: usize) {
    let made = Made::new(1);
    let runs = made.submit(1, MOST);
    let (waits, limited) =
        (made.submit(2, 1), made.submit_within(9 * SECOND, 3, 1));
    // Now the first job is under way.
    thread::sleep(SECOND / 2);
    made.pool().shutdown();
    let what = "Job 1 asks its token every second. shutdown() returned";
    made.within(1, what, LATE_STOP);
    let returned = Instant::now();
    returns(1, runs, Ok(1));
    returns(2, waits, Err(NotRun::Cancelled));
    // It has ended, so this changes nothing.
    limited.cancel();
    returns(3, limited, Err(NotRun::Cancelled));
    let later = returned.elapsed();
    let detail = format!("The last of three handles returned {later:?} after it.");
    ensure(later < SECOND, "a handle returned after `shutdown`", detail);
    let refused = made.pool().submit(|_| ()).err();
    equal("what submit() returns after the shutdown", refused, Some(Stopped));
    let refused = made.pool().submit_within(SECOND, |_| ()).err();
    equal(
        "what submit_within() returns after the shutdown",
        refused,
        Some(Stopped),
    );
    made.gauge.all_ended(1);
    made.counts(Stats { submitted: 3, done: 1, cancelled: 2, ..Stats::default() });
    made.ends();
}

const LATE_STOP: &str = "`shutdown` returned too late";

fn stops_others(_: usize) {
    let made = Made::new(2);
    drop(made.submit(1, 1));
    drop([made.submit(2, MOST), made.submit(3, MOST)]);
    // Now the first job has ended, and the others are under way.
    thread::sleep(2 * SECOND + SECOND / 2);
    made.pool().shutdown();
    let what = "Jobs 2 and 3 asked their tokens every second. shutdown() returned";
    made.within(3, what, LATE_STOP);
    made.gauge.all_ended(3);
    made.counts(Stats { submitted: 3, done: 3, ..Stats::default() });
    made.ends();
}

fn stops_at_once(_: usize) {
    let made = Made::new(1);
    let jobs = [1, 2].map(|number| made.submit(number, MOST));
    made.pool().shutdown();
    // One of them may have begun before.
    let what = "A job that runs asks its token every second. shutdown() returned";
    made.within(1, what, LATE_STOP);
    let ran = jobs.into_iter().filter_map(|job| job.wait().ok()).count();
    made.gauge.all_ended(ran);
    made.counts(Stats {
        submitted: 2,
        done: ran,
        cancelled: 2 - ran,
        ..Stats::default()
    });
    made.ends();
}

fn wakes(_: usize) {
    let made = Made::new(2);
    let long = made.submit(1, 4);
    let waits = thread::spawn(move || returns(1, long, Ok(4)));
    // Now the job is under way, and the task waits for its end.
    thread::sleep(SECOND / 2);
    let second = made.tells_its_begin(2);
    let began = second.wait();
    let detail = format!("The handle of job 2 returned {began:?}.");
    ensure(began.is_ok(), "a handle returned the wrong result", detail);
    let began = began.unwrap_or_default();
    let detail = format!(
        "A worker was idle when job 2 was submitted after 0.5 s. The job began after \
         {began:?}."
    );
    ensure(began <= SECOND, "a worker was idle while a job waited", detail);
    made.within(
        2,
        "Job 2 had ended. Its handle returned",
        "a handle returned too late",
    );
    waits.join().unwrap();
    made.ends_with(Stats { submitted: 2, done: 2, ..Stats::default() });
}

fn handles(_: usize) {
    let made = Made::new(1);
    let [first, second, third] = [1, 2, 3].map(|number| made.submit(number, 1));
    let waits = thread::spawn(move || returns(3, third, Ok(1)));
    // Now the first job is under way, and the task waits.
    thread::sleep(SECOND / 2);
    returns(1, first, Ok(1));
    made.within(
        1,
        "Job 1 had ended. Its handle returned",
        "a handle returned too late",
    );
    waits.join().unwrap();
    returns(2, second, Ok(1));
    made.ends_with(Stats { submitted: 3, done: 3, ..Stats::default() });
}

fn accepts_late(_: usize) {
    let made = Made::new(1);
    let job = thread::scope(|scope| {
        let submits = scope.spawn(|| made.pool().submit(|_| ()).ok());
        made.pool().shutdown();
        submits.join().unwrap()
    });
    let stats = made.pool().stats();
    let detail = format!(
        "`submit` returned a handle, and shutdown() has returned. stats() is {stats:?}: a \
         job waits that no worker will ever run."
    );
    ensure(stats.waiting == 0, "a job waits after the shutdown", detail);
    if let Some(result) = job.map(Handle::wait) {
        let cancelled = usize::from(result.is_err());
        made.counts(Stats {
            submitted: 1,
            done: 1 - cancelled,
            cancelled,
            ..Stats::default()
        });
    }
    made.ends();
}

fn meets(_: usize) {
    let made = Made::new(1);
    let (ran, result) = thread::scope(|scope| {
        let submits = scope.spawn(|| {
            let gauge = made.gauge.clone();
            let asks = move |token: &Token| {
                let _inside = gauge.enter(1);
                thread::sleep(SECOND);
                token.is_cancelled()
            };
            Some(made.pool().submit(asks).ok()?.wait())
        });
        made.pool().shutdown();
        (made.gauge.ended(), submits.join().unwrap())
    });
    let detail = "A job began after shutdown() had returned.";
    ensure(made.gauge.ended() == ran, "a job began after the shutdown", detail);
    let detail = "One second after the call of shutdown() the running job asked \
                  its token. is_cancelled() returned false.";
    ensure(result != Some(Ok(false)), "a running job was not told", detail);
    equal("how often the job ran", ran, usize::from(matches!(result, Some(Ok(_)))));
    let stats = made.pool().stats();
    let counted = Stats {
        submitted: usize::from(result.is_some()),
        done: ran,
        cancelled: usize::from(matches!(result, Some(Err(NotRun::Cancelled)))),
        ..Stats::default()
    };
    let detail =
        format!("The handle has returned {result:?}. stats() is {stats:?}.");
    ensure(stats == counted, UNEVEN, detail);
    made.ends();
}

fn meets_busy(_: usize) {
    let made = Made::new(1);
    let runs = made.submit(1, MOST);
    // Now it is under way.
    thread::sleep(SECOND / 2);
    let late = thread::scope(|scope| {
        let submits = scope.spawn(|| {
            let takes = made.takes(2, 1);
            Some(made.pool().submit(takes).ok()?.wait())
        });
        made.pool().shutdown();
        submits.join().unwrap()
    });
    let detail = "No worker was free when shutdown() was called. Job 2, which was \
                  submitted then, began all the same.";
    let began = matches!(late, Some(Ok(_)));
    ensure(!began, "a job began after the shutdown", detail);
    returns(1, runs, Ok(1));
    let cancelled = usize::from(late.is_some());
    made.counts(Stats {
        submitted: 1 + cancelled,
        done: 1,
        cancelled,
        ..Stats::default()
    });
    made.ends();
}

fn told_by_then(_: usize) {
    let made = Made::new(1);
    let (asks_now, may_ask) = mpsc::channel();
    let asks = move |token: &Token| {
        let _ = may_ask.recv();
        token.is_cancelled()
    };
    let job = accepted(made.pool().submit(asks));
    // Now it is under way.
    thread::sleep(SECOND / 2);
    job.cancel();
    asks_now.send(()).unwrap();
    let told = job.wait();
    let detail = "The job asked its token after cancel() had returned. is_cancelled() \
                  returned false.";
    ensure(told != Ok(false), "a running job was not told", detail);
    equal("the result", told, Ok(true));
    made.ends_with(Stats { submitted: 1, done: 1, ..Stats::default() });
}

fn counts_new(_: usize) {
    let made = Made::new(1);
    let stats = thread::scope(|scope| {
        let submits = scope.spawn(|| accepted(made.pool().submit(|_| ())).wait());
        let stats = made.pool().stats();
        equal("the result", submits.join().unwrap(), Ok(()));
        stats
    });
    let detail = format!("stats() is {stats:?}.");
    ensure(is_even(stats), UNEVEN, detail);
    made.ends_with(Stats { submitted: 1, done: 1, ..Stats::default() });
}

fn counts_given_up(_: usize) {
    let made = Made::new(1);
    let (runs, waits) = (made.submit(1, 1), made.submit(2, 1));
    // Now the first job is under way.
    thread::sleep(SECOND / 2);
    let cancels = thread::spawn(move || {
        waits.cancel();
        waits
    });
    let stats = made.pool().stats();
    let detail = format!(
        "One of two jobs was running, and the other one was cancelled. stats() is \
         {stats:?}."
    );
    ensure(stats.submitted == 2 && is_even(stats), UNEVEN, detail);
    returns(2, cancels.join().unwrap(), Err(NotRun::Cancelled));
    returns(1, runs, Ok(1));
    made.ends_with(Stats {
        submitted: 2,
        done: 1,
        cancelled: 1,
        ..Stats::default()
    });
}

fn both(_: usize) {
    let made = Made::new(1);
    let runs = |number| accepted(made.pool().submit(made.takes(number, 1))).wait();
    thread::scope(|scope| {
        let other = scope.spawn(|| runs(1));
        equal("the result", runs(2), Ok(1));
        equal("the result", other.join().unwrap(), Ok(1));
    });
    made.gauge.all_ended(2);
    made.gauge.at_most(1);
    made.ends_with(Stats { submitted: 2, done: 2, ..Stats::default() });
}

fn drops(_: usize) {
    let made = Made::new(1);
    let runs = made.submit(1, MOST);
    let waits = [made.submit(2, 1), made.submit_within(9 * SECOND, 3, 1)];
    // Now the first job is under way.
    thread::sleep(SECOND / 2);
    let gauge = made.gauge.clone();
    made.ends();
    gauge.all_ended(1);
    returns(1, runs, Ok(1));
    for (number, job) in (2..).zip(waits) {
        returns(number, job, Err(NotRun::Cancelled));
    }
}

/// Claims that no time passes: time passes only when nobody can go on, and a submit
/// always can.
#[track_caller]
fn at_once<T>(number: usize, submit: impl FnOnce() -> T) -> T {
    let begun = Instant::now();
    let job = submit();
    let passed = begun.elapsed();
    let detail = format!(
        "submit() of job {number} returned after {passed:?} and not at once."
    );
    ensure(passed < SECOND / 2, "`submit` waited", detail);
    job
}

fn accepted<T>(submitted: Result<Handle<T>, Stopped>) -> Handle<T> {
    submitted.unwrap_or_else(|_| {
        fault(
            "`submit` refused a job",
            "`submit` returned Err(Stopped), but the pool was not shut down.",
            Show::Steps,
        )
    })
}

#[track_caller]
fn returns(number: usize, job: Handle<usize>, expected: Result<usize, NotRun>) {
    let found = job.wait();
    if found == expected {
        return;
    }
    let title = match (found, expected) {
        (Ok(_), Ok(_)) => "a running job was not told",
        (Ok(_), Err(_)) => "a cancelled or timed-out job ran",
        (Err(_), _) => "a handle returned the wrong result",
    };
    let detail = format!(
        "The handle of job {number} returned {found:?}, expected {expected:?}."
    );
    fault(title, detail, Show::Notes);
}

/// Claims that no more than these others ran.
#[track_caller]
fn only(made: &Made, others: usize) {
    let detail = "Job 2 ran, but its limit was over before a worker was free.";
    ensure(
        made.gauge.ended() <= others,
        "a cancelled or timed-out job ran",
        detail,
    );
    made.gauge.all_ended(others);
}

fn is_even(stats: Stats) -> bool {
    let Stats { submitted, waiting, running, done, timed_out, cancelled } = stats;
    submitted == waiting + running + done + timed_out + cancelled
}
