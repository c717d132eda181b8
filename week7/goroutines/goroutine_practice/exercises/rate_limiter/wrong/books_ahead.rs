//! Who waits books its token before it sleeps, and does not give it back when it gives up.

use std::sync::Mutex;
use std::time::Duration;

use tokio::select;
use tokio::sync::watch;
use tokio::time::{Instant, sleep_until, timeout};

pub struct RateLimiter {
    capacity: i64,
    period: Duration,
    start: Instant,
    bucket: Mutex<Bucket>,
    stopped: watch::Sender<bool>,
}

struct Bucket {
    /// Below zero, as many are booked.
    tokens: i64,
    periods: i64,
}

/// The limiter was stopped.
#[derive(Debug, PartialEq, Eq)]
pub struct Stopped;

impl RateLimiter {
    pub fn new(capacity: usize, period: Duration) -> RateLimiter {
        let capacity = capacity as i64;
        RateLimiter {
            capacity,
            period,
            start: Instant::now(),
            bucket: Mutex::new(Bucket { tokens: capacity, periods: 0 }),
            stopped: watch::Sender::new(false),
        }
    }

    pub fn allow(&self) -> bool {
        let mut bucket = self.bucket.lock().unwrap();
        self.refill(&mut bucket);
        let taken = bucket.tokens > 0 && !*self.stopped.borrow();
        bucket.tokens -= i64::from(taken);
        taken
    }

    pub async fn wait(&self) -> Result<(), Stopped> {
        let mut stopped = self.stopped.subscribe();
        let due = {
            let mut bucket = self.bucket.lock().unwrap();
            self.refill(&mut bucket);
            bucket.tokens -= 1;
            let ahead = (-bucket.tokens).max(0);
            self.start + self.period * (bucket.periods + ahead) as u32
        };
        select! {
            biased;
            _ = stopped.wait_for(|stopped| *stopped) => Err(Stopped),
            () = sleep_until(due) => Ok(()),
        }
    }

    pub fn stop(&self) {
        self.stopped.send_replace(true);
    }

    fn refill(&self, bucket: &mut Bucket) {
        let passed = self.start.elapsed().as_nanos() / self.period.as_nanos();
        let added = passed as i64 - bucket.periods;
        bucket.periods = passed as i64;
        bucket.tokens = (bucket.tokens + added).min(self.capacity);
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
