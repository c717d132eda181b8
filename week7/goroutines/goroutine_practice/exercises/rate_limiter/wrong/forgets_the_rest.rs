//! Counts on from the moment at which it looked: what has passed of a period by then is
//! forgotten.

use std::sync::Mutex;
use std::time::Duration;

use tokio::select;
use tokio::sync::watch;
use tokio::time::{Instant, sleep_until, timeout};

pub struct RateLimiter {
    capacity: usize,
    period: Duration,
    bucket: Mutex<Bucket>,
    stopped: watch::Sender<bool>,
}

struct Bucket {
    tokens: usize,
    last: Instant,
}

/// The limiter was stopped.
#[derive(Debug, PartialEq, Eq)]
pub struct Stopped;

impl RateLimiter {
    pub fn new(capacity: usize, period: Duration) -> RateLimiter {
        RateLimiter {
            capacity,
            period,
            bucket: Mutex::new(Bucket { tokens: capacity, last: Instant::now() }),
            stopped: watch::Sender::new(false),
        }
    }

    pub fn allow(&self) -> bool {
        if *self.stopped.borrow() {
            return false;
        }
        let mut bucket = self.bucket.lock().unwrap();
        let added = bucket.last.elapsed().as_nanos() / self.period.as_nanos();
        if added > 0 {
            bucket.last = Instant::now();
            bucket.tokens = (bucket.tokens + added as usize).min(self.capacity);
        }
        let taken = bucket.tokens > 0;
        bucket.tokens -= usize::from(taken);
        taken
    }

    pub async fn wait(&self) -> Result<(), Stopped> {
        let mut stopped = self.stopped.subscribe();
        while !self.allow() {
            let next = self.bucket.lock().unwrap().last + self.period;
            select! {
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
