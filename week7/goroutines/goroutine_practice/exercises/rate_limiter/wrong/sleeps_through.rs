//! What stop says is looked at only when a sleep is over.

use std::sync::Mutex;
use std::time::Duration;

use tokio::time::{Instant, sleep_until, timeout};

pub struct RateLimiter {
    capacity: usize,
    period: Duration,
    start: Instant,
    bucket: Mutex<Bucket>,
}

struct Bucket {
    tokens: usize,
    periods: u32,
    stopped: bool,
}

/// The limiter was stopped.
#[derive(Debug, PartialEq, Eq)]
pub struct Stopped;

impl RateLimiter {
    pub fn new(capacity: usize, period: Duration) -> RateLimiter {
        let bucket = Bucket { tokens: capacity, periods: 0, stopped: false };
        RateLimiter {
            capacity,
            period,
            start: Instant::now(),
            bucket: Mutex::new(bucket),
        }
    }

    pub fn allow(&self) -> bool {
        self.take() == Ok(true)
    }

    pub async fn wait(&self) -> Result<(), Stopped> {
        while !self.take()? {
            let next = self.start + self.period * (self.periods() + 1);
            sleep_until(next).await;
        }
        Ok(())
    }

    pub fn stop(&self) {
        self.bucket.lock().unwrap().stopped = true;
    }

    fn take(&self) -> Result<bool, Stopped> {
        let mut bucket = self.bucket.lock().unwrap();
        if bucket.stopped {
            return Err(Stopped);
        }
        let periods = self.periods();
        let added = (periods - bucket.periods) as usize;
        bucket.periods = periods;
        bucket.tokens = (bucket.tokens + added).min(self.capacity);
        let taken = bucket.tokens > 0;
        bucket.tokens -= usize::from(taken);
        Ok(taken)
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
