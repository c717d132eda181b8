//! Nobody has to pour tokens in: how many there are follows from the time, and from how
//! many there were at the last look. Who waits sleeps until the next one is due and looks
//! again, as somebody else may have been faster. It takes its token in its last step,
//! after every await, so that a `wait` that is given up has taken none.

use std::sync::Mutex;
use std::time::Duration;

use tokio::select;
use tokio::sync::watch;
use tokio::time::{Instant, sleep_until, timeout};

pub struct RateLimiter {
    capacity: usize,
    period: Duration,
    start: Instant,
    // Of std: no await while it is held, so nobody waits for it but for an instant.
    bucket: Mutex<Bucket>,
    stopped: watch::Sender<bool>,
}

struct Bucket {
    tokens: usize,
    /// How many periods are accounted for.
    periods: u128,
}

/// The limiter was stopped.
#[derive(Debug, PartialEq, Eq)]
pub struct Stopped;

impl RateLimiter {
    pub fn new(capacity: usize, period: Duration) -> RateLimiter {
        RateLimiter {
            capacity,
            period,
            start: Instant::now(),
            bucket: Mutex::new(Bucket { tokens: capacity, periods: 0 }),
            stopped: watch::Sender::new(false),
        }
    }

    pub fn allow(&self) -> bool {
        if *self.stopped.borrow() {
            return false;
        }
        let mut bucket = self.bucket.lock().unwrap();
        let periods = self.periods();
        let added = usize::try_from(periods - bucket.periods).unwrap_or(usize::MAX);
        bucket.periods = periods;
        bucket.tokens = bucket.tokens.saturating_add(added).min(self.capacity);
        let taken = bucket.tokens > 0;
        bucket.tokens -= usize::from(taken);
        taken
    }

    pub async fn wait(&self) -> Result<(), Stopped> {
        let mut stopped = self.stopped.subscribe();
        loop {
            // Before the look: a token that comes between the two is not slept through.
            let next = (self.periods() + 1) * self.period.as_nanos();
            let next = self.start + Duration::from_nanos_u128(next);
            if self.allow() {
                return Ok(());
            }
            select! {
                _ = stopped.wait_for(|stopped| *stopped) => return Err(Stopped),
                () = sleep_until(next) => {}
            }
        }
    }

    pub fn stop(&self) {
        self.stopped.send_replace(true);
    }

    fn periods(&self) -> u128 {
        self.start.elapsed().as_nanos() / self.period.as_nanos()
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let limiter = RateLimiter::new(2, Duration::from_millis(20));
    println!("{} {} {}", limiter.allow(), limiter.allow(), limiter.allow());
    println!("{:?}", limiter.wait().await);
    println!("{:?}", timeout(Duration::from_millis(5), limiter.wait()).await);
    limiter.stop();
    println!("{:?}", limiter.wait().await);
}
