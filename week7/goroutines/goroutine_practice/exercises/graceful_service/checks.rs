//! What is checked of `graceful_service`.

use std::sync::Arc;
use std::time::Duration;

use tokio::select;
use tokio::task::yield_now;
use tokio::time::{Instant, sleep, timeout};
use verdict::{Check, Gauge, Show, block_on, ensure, equal, fault, still_running};

use super::answer::{Report, Service, Stopped};

pub const CHECKS: &[Check] = &[
    Check::new(
        "finishes",
        "short jobs are started, then the service is stopped",
        |jobs| block_on(finishes(jobs)),
    )
    .exact_time()
    .with(&[1, 2])
    .needs(2, 2),
    Check::new(
        "limit",
        "several jobs of 10 ms are started, and the limit is 2",
        |jobs| block_on(limit(2, jobs)),
    )
    .exact_time()
    .with(&[3, 4])
    .needs(2, 4),
    Check::new(
        "limit_3",
        "four jobs of 10 ms are started, and the limit is 3",
        |_| block_on(limit(3, 4)),
    )
    .exact_time()
    .needs(2, 4),
    Check::new(
        "grace",
        "jobs of 5 ms and 50 ms run, and the grace is 20 ms",
        |in_time| {
            let jobs = if in_time == 1 { [5, 50] } else { [50, 5] };
            block_on(ends(&jobs, 20, Report { finished: 1, aborted: 1 }))
        },
    )
    .exact_time()
    .with(&[1, 2])
    .needs(2, 4),
    Check::new("aborts", "two jobs of 50 ms run, and the grace is 20 ms", |_| {
        block_on(ends(&[50, 50], 20, Report { finished: 0, aborted: 2 }))
    })
    .exact_time()
    .needs(2, 4),
    Check::new("in_time", "two jobs of 20 ms run, and the grace is 20 ms", |_| {
        block_on(in_time())
    })
    .exact_time()
    .needs(2, 4),
    Check::new(
        "many",
        "50 jobs run one after the other, as the limit is 1",
        |_| block_on(many(50)),
    )
    .exact_time()
    .needs(2, 4)
    .in_few(10),
    Check::new(
        "early",
        "jobs of 5 ms and 10 ms run, and the grace is 100 ms",
        |_| block_on(ends(&[5, 10], 100, Report { finished: 2, aborted: 0 })),
    )
    .exact_time()
    .needs(2, 4),
    Check::new(
        "meets",
        "one task starts a job while another stops the service",
        |_| block_on(meets(0)),
    )
    .exact_time()
    .needs(2, 2),
    Check::new(
        "hands_over",
        "the limit is 1, and a call of `start` waits; the service is stopped at the \
         very moment at which the running job ends",
        |_| block_on(meets(1)),
    )
    .exact_time()
    .needs(3, 4),
    Check::new(
        "no_grace",
        "one task starts a job while another stops the service, and the grace is 0 ms",
        |_| block_on(no_grace()),
    )
    .exact_time()
    .needs(2, 2),
    Check::new(
        "free",
        "the limit is 1: one call of `start` waits for the place, and another comes \
         when it is free",
        |_| block_on(free()),
    )
    .exact_time()
    .needs(3, 4),
    Check::new(
        "waits",
        "the service is stopped while two calls of `start` wait for a place and \
         another is made",
        |starts| block_on(waits(starts)),
    )
    .exact_time()
    .with(&[2])
    .needs(2, 4),
    Check::new(
        "gives_up",
        "the limit is 1, and two calls of `start` wait for the place that is free at \
         10 ms; one of them is cancelled at 5 ms",
        |_| block_on(gives_up(5)),
    )
    .exact_time()
    .needs(3, 4),
    Check::new(
        "just_in_time",
        "the limit is 1, and two calls of `start` wait for the place that is free at \
         10 ms; one of them is cancelled at 10 ms",
        |_| block_on(gives_up(10)),
    )
    .exact_time()
    .needs(3, 4),
];

struct Made {
    service: Arc<Service>,
    gauge: Gauge,
    start: Instant,
}

impl Made {
    fn new(limit: usize) -> Made {
        let service = Arc::new(Service::new(limit));
        Made { service, gauge: Gauge::new("job"), start: Instant::now() }
    }

    fn job(
        &self,
        number: usize,
        ms: u64,
    ) -> impl Future<Output = ()> + Send + use<> {
        let gauge = self.gauge.clone();
        async move {
            let _inside = gauge.enter(number);
            match ms {
                0 => yield_now().await,
                _ => sleep(Duration::from_millis(ms)).await,
            }
        }
    }

    async fn start(&self, number: usize, ms: u64) {
        let started = self.service.start(self.job(number, ms)).await;
        equal(format!("start() of job {number}"), started, Ok(()));
    }

    /// The same job, which is counted in `kept` until it is dropped.
    fn counted(
        &self,
        kept: &Gauge,
        number: usize,
        ms: u64,
    ) -> impl Future<Output = ()> + Send + use<> {
        let (kept, job) = (kept.enter(number), self.job(number, ms));
        async move {
            job.await;
            drop(kept);
        }
    }

    async fn stop(&self, grace: u64) -> Report {
        self.service.stop(Duration::from_millis(grace)).await
    }

    fn now(&self) -> u128 {
        self.start.elapsed().as_millis()
    }

    /// Claims that stop has returned now when it had to, or up to 1 ms later.
    fn stop_was_due(&self, due: u128) {
        let ms = self.now();
        let when = format!("stop() returned at {ms} ms. It was due at {due} ms.");
        ensure(ms >= due, "`stop` returned too early", &when);
        ensure(ms <= due + 1, "`stop` returned too late", when);
    }

    /// Claims that no task of the service is left, though the service itself still is. The
    /// check has waited for its own.
    async fn is_over(&self) {
        sleep(Duration::from_millis(1)).await;
        let detail = match still_running() {
            0 => return,
            1 => "One task still ran 1 ms after stop() had returned.".to_string(),
            tasks => {
                format!("{tasks} tasks still ran 1 ms after stop() had returned.")
            }
        };
        fault("a task was left behind", detail, Show::Steps);
    }
}

async fn finishes(jobs: usize) {
    let made = Made::new(jobs);
    for job in 1..=jobs {
        made.start(job, 0).await;
    }
    let report = made.stop(10).await;
    made.stop_was_due(0);
    made.gauge.all_ended(jobs);
    equal("the report", report, Report { finished: jobs, aborted: 0 });
    made.is_over().await;
}

async fn limit(limit: usize, jobs: usize) {
    let made = Made::new(limit);
    for job in 1..=jobs {
        made.start(job, 10).await;
    }
    let ms = made.now();
    let late =
        format!("The last start() returned at {ms} ms. A place was free at 10 ms.");
    ensure(ms <= 11, "`start` waited too long", late);
    let report = made.stop(100).await;
    made.gauge.at_most(limit);
    let early = format!(
        "The last start() returned at {ms} ms. No place was free before 10 ms."
    );
    ensure(ms >= 10, "`start` did not wait for a place", early);
    made.gauge.reached(limit);
    made.gauge.all_ended(jobs);
    equal("the report", report, Report { finished: jobs, aborted: 0 });
    made.is_over().await;
}

async fn ends(jobs: &[u64], grace: u64, expected: Report) {
    let made = Made::new(2);
    for (place, &ms) in jobs.iter().enumerate() {
        made.start(place + 1, ms).await;
    }
    let report = made.stop(grace).await;
    let last = jobs.iter().max().unwrap();
    let due = u128::from(grace.min(*last));
    made.stop_was_due(due);
    made.gauge.all_ended(jobs.len());
    equal("the report", report, expected);
    let kept = Gauge::new(KEPT);
    let after = made.service.start(made.counted(&kept, 9, 0)).await;
    equal("start() after stop()", after, Err(Stopped));
    is_dropped(&kept);
    made.is_over().await;
}

/// A job whose future is made, and is dropped at its end.
const KEPT: &str = "the future of job";

/// Claims that none of these is left.
fn is_dropped(kept: &Gauge) {
    let detail = "A start() returned Err(Stopped), and the service keeps its job.";
    ensure(kept.inside() == 0, "a refused job was not dropped", detail);
}

/// The jobs end at the very moment at which the grace is over: each may be in time or
/// too late.
async fn in_time() {
    let made = Made::new(2);
    let in_time = Gauge::new("the end of job");
    for number in [1, 2] {
        let (job, in_time) = (made.job(number, 20), in_time.clone());
        let job = async move {
            job.await;
            in_time.works_on(number);
        };
        let started = made.service.start(job).await;
        equal(format!("start() of job {number}"), started, Ok(()));
    }
    let report = made.stop(20).await;
    made.stop_was_due(20);
    made.gauge.all_ended(2);
    // What runs a job that is done may be aborted a moment later, before it has counted
    // the job.
    let (done, Report { finished, aborted }) = (in_time.ended(), report);
    let detail =
        format!("{done} of 2 jobs came to their end. stop() returned {report:?}.");
    let adds_up = finished + aborted == 2 && finished <= done;
    ensure(adds_up, "the report does not add up", detail);
    made.is_over().await;
}

async fn many(jobs: usize) {
    let made = Made::new(1);
    for job in 1..=jobs {
        made.start(job, 1).await;
    }
    let report = made.stop(10).await;
    made.gauge.all_ended(jobs);
    equal("the report", report, Report { finished: jobs, aborted: 0 });
    made.is_over().await;
}

/// The start finds so many jobs, which end when the stop comes.
async fn meets(before: usize) {
    let made = Made::new(1);
    for job in 1..=before {
        made.start(job, 10).await;
    }
    let (service, job) = (Arc::clone(&made.service), made.job(before + 1, 0));
    let starts = tokio::spawn(async move { service.start(job).await });
    if before > 0 {
        sleep(Duration::from_millis(10)).await;
    }
    let report = made.stop(10).await;
    let ended = made.gauge.ended();
    let started = before + usize::from(starts.await.unwrap().is_ok());
    let detail = "A job began after stop() had returned.";
    sleep(Duration::from_millis(1)).await;
    ensure(made.gauge.ended() == ended, "a job began after the stop", detail);
    let detail = "start() returned Ok(()), and its job has not begun.";
    let begun = made.gauge.ended() + made.gauge.inside();
    ensure(begun >= started, "a job was left out", detail);
    made.gauge.all_ended(started);
    equal("the report", report, Report { finished: started, aborted: 0 });
    made.is_over().await;
}

/// A job that is started in time is aborted at once, if it has not ended before that.
async fn no_grace() {
    let made = Made::new(1);
    let (service, job) = (Arc::clone(&made.service), made.job(1, 0));
    let starts = tokio::spawn(async move { service.start(job).await });
    let report = made.stop(0).await;
    made.stop_was_due(0);
    let ended = made.gauge.ended();
    made.gauge.all_ended(ended);
    let started = usize::from(starts.await.unwrap().is_ok());
    yield_now().await;
    let begun = made.gauge.ended() + made.gauge.inside();
    let detail = "A job began after stop() had returned.";
    ensure(begun == ended, "a job began after the stop", detail);
    let Report { finished, aborted } = report;
    let detail =
        format!("{started} of 1 jobs was started. stop() returned {report:?}.");
    let adds_up = finished + aborted == started && finished <= ended;
    ensure(adds_up, "the report does not add up", detail);
    made.is_over().await;
}

async fn free() {
    let made = Made::new(1);
    made.start(1, 10).await;
    let start = |number, ms| {
        let (service, job) = (Arc::clone(&made.service), made.job(number, 1));
        tokio::spawn(async move {
            sleep(Duration::from_millis(ms)).await;
            service.start(job).await
        })
    };
    for (number, starts) in [(2, start(2, 1)), (3, start(3, 10))] {
        let started = starts.await.unwrap();
        equal(format!("start() of job {number}"), started, Ok(()));
    }
    let report = made.stop(10).await;
    made.gauge.at_most(1);
    made.gauge.all_ended(3);
    equal("the report", report, Report { finished: 3, aborted: 0 });
    made.is_over().await;
}

async fn waits(starts: usize) {
    let made = Made::new(1);
    made.start(1, 10).await;
    let kept = Gauge::new(KEPT);
    // From then on.
    let wait = |number, ms| {
        let service = Arc::clone(&made.service);
        let job = made.counted(&kept, number, 1);
        let start = made.start;
        tokio::spawn(async move {
            sleep(Duration::from_millis(ms)).await;
            let started = service.start(job).await;
            (started, start.elapsed().as_millis())
        })
    };
    let mut waiting: Vec<_> =
        (2..2 + starts).map(|number| wait(number, 1)).collect();
    // It comes when the stop does.
    waiting.push(wait(2 + starts, 5));
    sleep(Duration::from_millis(5)).await;
    let report = made.stop(20).await;
    for waits in waiting {
        let (started, ms) = waits.await.unwrap();
        let detail = "When stop() was called, this start() had no place yet. Its \
                      job began all the same.";
        ensure(started == Err(Stopped), "a job began after the stop", detail);
        let late =
            format!("stop() was called at 5 ms. A start() waited until {ms} ms.");
        ensure(ms <= 6, "a wait did not end at the stop", late);
    }
    is_dropped(&kept);
    made.stop_was_due(10);
    made.gauge.all_ended(1);
    equal("the report", report, Report { finished: 1, aborted: 0 });
    made.is_over().await;
}

/// The job of who is cancelled may run all the same, then the other one waits for its end.
async fn gives_up(after: u64) {
    let made = Made::new(1);
    made.start(1, 10).await;
    let (service, job) = (Arc::clone(&made.service), made.job(2, 1));
    let gives_up = tokio::spawn(async move {
        select! {
            () = sleep(Duration::from_millis(after)) => false,
            started = service.start(job) => started.is_ok(),
        }
    });
    let (service, job, start) =
        (Arc::clone(&made.service), made.job(3, 1), made.start);
    let stays = tokio::spawn(async move {
        let started = timeout(Duration::from_millis(20), service.start(job)).await;
        (started, start.elapsed().as_millis())
    });
    let got_one = gives_up.await.unwrap();
    let (started, ms) = stays.await.unwrap();
    let Ok(started) = started else {
        let detail = format!(
            "One start() was cancelled at {after} ms. The running job ended at 10 ms, \
             and at {ms} ms the other start() still waited for the place."
        );
        fault("a place was lost", detail, Show::Steps)
    };
    equal("start() of the task that did not give up", started, Ok(()));
    let report = made.stop(10).await;
    made.gauge.at_most(1);
    let ended = made.gauge.ended();
    made.gauge.all_ended(if got_one { 3 } else { ended.max(2) });
    equal("the report", report, Report { finished: ended, aborted: 0 });
    let due = if ended < 3 { 10 } else { 11 };
    let late =
        format!("start() returned at {ms} ms. The place was free at {due} ms.");
    ensure(ms <= due + 1, "`start` waited too long", late);
    made.is_over().await;
}
