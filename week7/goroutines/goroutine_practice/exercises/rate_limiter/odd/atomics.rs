//! Two numbers in one atomic, the periods that have passed and the tokens; a task tells
//! of the time.

use std::sync::atomic::{AtomicU64, Ordering::SeqCst};
use std::time::Duration;

use tokio::select;
use tokio::sync::watch;
use tokio::time::{Instant, sleep_until, timeout};

pub struct RateLimiter {
    capacity: u64,
    period: Duration,
    start: Instant,
    // The periods above, the tokens in the lower half.
    bucket: AtomicU64,
    passed: watch::Receiver<u64>,
    stopped: watch::Sender<bool>,
}

/// The limiter was stopped.
#[derive(Debug, PartialEq, Eq)]
pub struct Stopped;

impl RateLimiter {
    pub fn new(capacity: usize, period: Duration) -> RateLimiter {
        let start = Instant::now();
        let (stopped, mut stops) = watch::channel(false);
        let (passes, passed) = watch::channel(0);
        tokio::spawn(async move {
            for number in 1.. {
                select! {
                    _ = stops.changed() => return,
                    () = sleep_until(start + period * number) => {
                        passes.send_replace(u64::from(number));
                    }
                }
            }
        });
        let bucket = AtomicU64::new(capacity as u64);
        let capacity = capacity as u64;
        RateLimiter { capacity, period, start, bucket, passed, stopped }
    }

    pub fn allow(&self) -> bool {
        let now = self.start.elapsed().as_nanos() / self.period.as_nanos();
        let taken = self.bucket.fetch_update(SeqCst, SeqCst, |bucket| {
            let (then, tokens) = (bucket >> 32, bucket & 0xFFFF_FFFF);
            let tokens = (tokens + now as u64 - then).min(self.capacity);
            Some((now as u64) << 32 | tokens.checked_sub(1)?)
        });
        !*self.stopped.borrow() && taken.is_ok()
    }

    pub async fn wait(&self) -> Result<(), Stopped> {
        let mut passed = self.passed.clone();
        passed.mark_unchanged();
        while !self.allow() {
            // An error: the task has ended, as it does after the stop.
            passed.changed().await.map_err(|_| Stopped)?;
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
