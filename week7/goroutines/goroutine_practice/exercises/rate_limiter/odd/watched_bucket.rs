//! The whole bucket is watched, the stop with it; who waits has a deadline for that.

use std::time::Duration;

use tokio::sync::watch;
use tokio::time::{Instant, timeout, timeout_at};

pub struct RateLimiter {
    capacity: usize,
    period: Duration,
    start: Instant,
    bucket: watch::Sender<Bucket>,
}

struct Bucket {
    tokens: usize,
    /// How many periods are accounted for.
    periods: u32,
    stopped: bool,
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
            bucket: watch::Sender::new(Bucket {
                tokens: capacity,
                periods: 0,
                stopped: false,
            }),
        }
    }

    pub fn allow(&self) -> bool {
        self.bucket.send_if_modified(|bucket| {
            let periods = self.periods();
            let added = (periods - bucket.periods) as usize;
            bucket.periods = periods;
            bucket.tokens = (bucket.tokens + added).min(self.capacity);
            let taken = bucket.tokens > 0 && !bucket.stopped;
            bucket.tokens -= usize::from(taken);
            taken
        })
    }

    pub async fn wait(&self) -> Result<(), Stopped> {
        let mut bucket = self.bucket.subscribe();
        loop {
            // Before the look: a token that comes between the two is not slept through.
            let next = self.start + self.period * (self.periods() + 1);
            if self.bucket.borrow().stopped {
                return Err(Stopped);
            }
            if self.allow() {
                return Ok(());
            }
            let stopped = bucket.wait_for(|bucket| bucket.stopped);
            let _ = timeout_at(next, stopped).await;
        }
    }

    pub fn stop(&self) {
        self.bucket.send_modify(|bucket| bucket.stopped = true);
    }

    fn periods(&self) -> u32 {
        (self.start.elapsed().as_nanos() / self.period.as_nanos()) as u32
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
