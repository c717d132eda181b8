//! When the bucket is full the clock starts anew, in the middle of a period.

use std::sync::Mutex;
use std::time::Duration;

use tokio::select;
use tokio::sync::watch;
use tokio::time::{Instant, sleep_until, timeout};

pub struct RateLimiter {
    capacity: usize,
    period: Duration,
    // Of std: no await while it is held, so nobody waits for it but for an instant.
    bucket: Mutex<Bucket>,
    stopped: watch::Sender<bool>,
}

struct Bucket {
    tokens: usize,
    /// Up to when periods are accounted for.
    since: Instant,
}

/// The limiter was stopped.
#[derive(Debug, PartialEq, Eq)]
pub struct Stopped;

impl RateLimiter {
    pub fn new(capacity: usize, period: Duration) -> RateLimiter {
        RateLimiter {
            capacity,
            period,
            bucket: Mutex::new(Bucket { tokens: capacity, since: Instant::now() }),
            stopped: watch::Sender::new(false),
        }
    }

    pub fn allow(&self) -> bool {
        if *self.stopped.borrow() {
            return false;
        }
        let mut bucket = self.bucket.lock().unwrap();
        let now = Instant::now();
        let passed = (now - bucket.since).as_nanos() / self.period.as_nanos();
        let added = usize::try_from(passed).unwrap_or(usize::MAX);
        bucket.tokens = bucket.tokens.saturating_add(added).min(self.capacity);
        match bucket.tokens == self.capacity {
            true => bucket.since = now,
            false => bucket.since += self.period * passed as u32,
        }
        let taken = bucket.tokens > 0;
        bucket.tokens -= usize::from(taken);
        taken
    }

    pub async fn wait(&self) -> Result<(), Stopped> {
        let mut stopped = self.stopped.subscribe();
        while !self.allow() {
            let next = self.bucket.lock().unwrap().since + self.period;
            select! {
                biased;
                _ = stopped.wait_for(|stopped| *stopped) => return Err(Stopped),
                () = sleep_until(next) => {}
            }
        }
        Ok(())
    }

    pub fn stop(&self) {
        self.stopped.send_replace(true);
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
