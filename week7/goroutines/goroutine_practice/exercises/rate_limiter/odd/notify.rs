//! A task pours tokens in and wakes one who waits for each.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::sync::Notify;
use tokio::task::AbortHandle;
use tokio::time::{Instant, sleep_until, timeout};

pub struct RateLimiter {
    bucket: Arc<Bucket>,
    pours: AbortHandle,
}

struct Bucket {
    // None once it is stopped.
    tokens: Mutex<Option<usize>>,
    changed: Notify,
}

/// The limiter was stopped.
#[derive(Debug, PartialEq, Eq)]
pub struct Stopped;

impl Bucket {
    fn take(&self) -> Result<bool, Stopped> {
        match &mut *self.tokens.lock().unwrap() {
            None => Err(Stopped),
            Some(0) => Ok(false),
            Some(tokens) => {
                *tokens -= 1;
                Ok(true)
            }
        }
    }
}

impl RateLimiter {
    pub fn new(capacity: usize, period: Duration) -> RateLimiter {
        let bucket = Arc::new(Bucket {
            tokens: Mutex::new(Some(capacity)),
            changed: Notify::new(),
        });
        let poured = Arc::clone(&bucket);
        let mut next = Instant::now();
        let pours = tokio::spawn(async move {
            loop {
                next += period;
                sleep_until(next).await;
                if let Some(tokens) = &mut *poured.tokens.lock().unwrap() {
                    *tokens = (*tokens + 1).min(capacity);
                }
                poured.changed.notify_waiters();
            }
        });
        RateLimiter { bucket, pours: pours.abort_handle() }
    }

    pub fn allow(&self) -> bool {
        self.bucket.take().unwrap_or(false)
    }

    pub async fn wait(&self) -> Result<(), Stopped> {
        loop {
            // Before it looks, so that a change in between is not missed.
            let changed = self.bucket.changed.notified();
            if self.bucket.take()? {
                return Ok(());
            }
            changed.await;
        }
    }

    pub fn stop(&self) {
        *self.bucket.tokens.lock().unwrap() = None;
        self.bucket.changed.notify_waiters();
        self.pours.abort();
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
