//! What is checked of `rate_limiter`. A token is added every 10 ms, but for one check.

use std::sync::Arc;
use std::time::Duration;

use tokio::select;
use tokio::time::{Instant, sleep, sleep_until};
use verdict::{Check, block_on, ensure, equal};

use super::answer::{RateLimiter, Stopped};

pub const CHECKS: &[Check] = &[
    Check::new(
        "full",
        "two tasks call `allow` twice each, and the bucket has 3 tokens",
        |_| block_on(full()),
    )
    .exact_time()
    .needs(3, 4),
    Check::new(
        "refills",
        "a bucket of 3 gets a token every 10 ms and is emptied at 0, 15, 21, 105 and \
         112 ms",
        |_| block_on(refills()),
    )
    .exact_time()
    .needs(1, 4),
    Check::new(
        "fraction",
        "a bucket of 20 gets a token every 2.5 ms and is emptied at 0 and 19 ms",
        |_| block_on(fraction()),
    )
    .exact_time()
    .needs(1, 4),
    Check::new(
        "waits",
        "from 5 ms on, tasks wait for the tokens that are added every 10 ms",
        |tasks| block_on(waits(tasks)),
    )
    .exact_time()
    .with(&[2, 3])
    .needs(3, 4),
    Check::new(
        "later",
        "a bucket of 1 is emptied at 285 ms, and a task waits for the token of 290 ms",
        |_| block_on(later()),
    )
    .exact_time()
    .needs(1, 4),
    Check::new(
        "gives_up",
        "two tasks wait for the token of 10 ms, and one of them gives up at 5 ms",
        |_| block_on(gives_up(5)),
    )
    .exact_time()
    .needs(3, 4),
    Check::new(
        "just_in_time",
        "two tasks wait for the token of 10 ms, and one of them gives up at 10 ms",
        |_| block_on(gives_up(10)),
    )
    .exact_time()
    .needs(3, 4),
    Check::new(
        "stops",
        "two tasks wait, and the limiter is stopped at 3 ms",
        |_| block_on(stops()),
    )
    .exact_time()
    .needs(3, 4),
    Check::new(
        "stops_full",
        "a limiter with a full bucket is stopped twice",
        |_| block_on(stops_full()),
    )
    .exact_time()
    .needs(1, 2),
];

struct Made {
    limiter: Arc<RateLimiter>,
    start: Instant,
}

impl Made {
    fn new(capacity: usize) -> Made {
        Made::with(capacity, Duration::from_millis(10))
    }

    fn with(capacity: usize, period: Duration) -> Made {
        let start = Instant::now();
        let limiter = RateLimiter::new(capacity, period);
        Made { limiter: Arc::new(limiter), start }
    }

    fn now(&self) -> u128 {
        self.start.elapsed().as_millis()
    }

    async fn until(&self, ms: u64) {
        sleep_until(self.start + Duration::from_millis(ms)).await;
    }

    /// Stops it, and gives its tasks the time that they have to end.
    async fn stop(&self) {
        self.limiter.stop();
        sleep(Duration::from_millis(15)).await;
    }

    /// Takes what is in it, which are so many.
    fn empty(&self, expected: usize) {
        self.empties(expected, "a token was missing");
    }

    /// The same, with a title for fewer.
    fn empties(&self, expected: usize, fewer: &str) {
        let taken = (0..=expected).take_while(|_| self.limiter.allow()).count();
        let at = format!("At {} ms the bucket held", self.now());
        let many =
            format!("{at} more than {expected} tokens. It should hold {expected}.");
        at_most(taken, expected, many);
        let few = format!("{at} {taken} tokens. It should hold {expected}.");
        ensure(taken >= expected, fewer, few);
    }

    /// Waits for a token in a task of its own, which returns when it got it.
    fn wait(&self) -> tokio::task::JoinHandle<(Result<(), Stopped>, u128)> {
        let (limiter, start) = (Arc::clone(&self.limiter), self.start);
        tokio::spawn(async move {
            let waited = limiter.wait().await;
            (waited, start.elapsed().as_millis())
        })
    }
}

/// Claims that no more tokens came than there are.
#[track_caller]
fn at_most(taken: usize, expected: usize, detail: String) {
    ensure(taken <= expected, "too many tokens were given out", detail);
}

async fn full() {
    let made = Made::new(3);
    let asks = [0, 1].map(|_| {
        let limiter = Arc::clone(&made.limiter);
        tokio::spawn(async move { [limiter.allow(), limiter.allow()] })
    });
    let mut allowed = 0;
    for ask in asks {
        let answers = ask.await.unwrap();
        allowed += answers.into_iter().filter(|allowed| *allowed).count();
    }
    let detail =
        format!("{allowed} of 4 calls got a token, and the bucket held 3.");
    at_most(allowed, 3, detail.clone());
    ensure(allowed == 3, "a token was lost", detail);
    made.stop().await;
}

async fn refills() {
    let made = Made::new(3);
    made.empty(3);
    made.until(15).await;
    made.empty(1);
    made.until(21).await;
    made.empty(1);
    made.until(105).await;
    made.empty(3);
    // That it was full has moved no period.
    made.until(112).await;
    made.empty(1);
    made.stop().await;
}

/// No whole number of milliseconds.
async fn fraction() {
    let made = Made::with(20, Duration::from_micros(2_500));
    made.empty(20);
    made.until(19).await;
    made.empty(7);
    made.stop().await;
}

async fn waits(tasks: usize) {
    let made = Made::new(1);
    equal("wait() with a full bucket", made.limiter.wait().await, Ok(()));
    equal("the number of ms that passed", made.now(), 0);
    made.until(5).await;
    let tasks: Vec<_> = (0..tasks).map(|_| made.wait()).collect();
    let mut times = Vec::new();
    for task in tasks {
        let (waited, ms) = task.await.unwrap();
        equal("wait()", waited, Ok(()));
        times.push(ms);
    }
    times.sort();
    for (place, &ms) in times.iter().enumerate() {
        in_time(place + 1, ms, 10 * (place as u128 + 1));
    }
    made.stop().await;
}

/// Claims that a task which waited got this token when it was due.
#[track_caller]
fn in_time(token: usize, ms: u128, due: u128) {
    let early = format!(
        "Token {token} was given out at {ms} ms, but it comes at {due} ms."
    );
    ensure(ms >= due, "too many tokens were given out", early);
    let late = format!("A task waited for the token of {due} ms until {ms} ms.");
    ensure(ms <= due, "a token came too late", late);
}

/// In floating point, 0.29 / 0.01 is a little less than 29.
async fn later() {
    let made = Made::new(1);
    made.until(285).await;
    made.empty(1);
    equal("wait()", made.limiter.wait().await, Ok(()));
    in_time(1, made.now(), 290);
    made.stop().await;
}

async fn gives_up(after: u64) {
    let made = Made::new(3);
    made.empty(3);
    let limiter = Arc::clone(&made.limiter);
    let gives_up = tokio::spawn(async move {
        select! {
            () = sleep(Duration::from_millis(after)) => false,
            waited = limiter.wait() => waited.is_ok(),
        }
    });
    let stays = made.wait();
    let got_one = gives_up.await.unwrap();
    let (waited, ms) = stays.await.unwrap();
    equal("wait() of the task that did not give up", waited, Ok(()));
    let due = if got_one { 20 } else { 10 };
    let late = format!(
        "One task gave up at {after} ms. The other got a token at {ms} ms. Nobody \
         got the token of {due} ms."
    );
    ensure(ms <= due, "a token was lost", late);
    let early = format!(
        "The task that did not give up got a token at {ms} ms. The next token \
             comes at {due} ms."
    );
    ensure(ms >= due, "too many tokens were given out", early);
    made.until(35).await;
    made.empties(if got_one { 1 } else { 2 }, "a token was lost");
    made.stop().await;
}

async fn stops() {
    let made = Made::new(1);
    made.empty(1);
    let tasks = [made.wait(), made.wait()];
    made.until(3).await;
    made.limiter.stop();
    for task in tasks {
        let (waited, ms) = task.await.unwrap();
        equal("wait() that had begun before stop()", waited, Err(Stopped));
        let when = format!("stop() was called at 3 ms. A wait() ended at {ms} ms.");
        ensure(ms >= 3, "a wait ended before the stop", &when);
        ensure(ms <= 3, "a wait did not end at the stop", when);
    }
    stopped(&made).await;
    made.stop().await;
}

async fn stops_full() {
    let made = Made::new(2);
    made.limiter.stop();
    stopped(&made).await;
    made.stop().await;
    stopped(&made).await;
}

async fn stopped(made: &Made) {
    let before = made.now();
    let goes_on = made.limiter.allow() || made.limiter.wait().await.is_ok();
    let detail = "After stop() a task still got a token.";
    ensure(!goes_on, "a token was given out after the stop", detail);
    equal("the number of ms that wait() took after stop()", made.now() - before, 0);
}
