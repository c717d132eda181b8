//! A task pours tokens in and never hears of the stop.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Semaphore;
use tokio::time::{sleep, timeout};

pub struct RateLimiter {
    tokens: Arc<Semaphore>,
}

/// The limiter was stopped.
#[derive(Debug, PartialEq, Eq)]
pub struct Stopped;

impl RateLimiter {
    pub fn new(capacity: usize, period: Duration) -> RateLimiter {
        let tokens = Arc::new(Semaphore::new(capacity));
        let pours = Arc::clone(&tokens);
        tokio::spawn(async move {
            loop {
                sleep(period).await;
                if pours.available_permits() < capacity {
                    pours.add_permits(1);
                }
            }
        });
        RateLimiter { tokens }
    }

    pub fn allow(&self) -> bool {
        match self.tokens.try_acquire() {
            Ok(token) => {
                token.forget();
                true
            }
            Err(_) => false,
        }
    }

    pub async fn wait(&self) -> Result<(), Stopped> {
        let token = self.tokens.acquire().await.map_err(|_| Stopped)?;
        token.forget();
        Ok(())
    }

    pub fn stop(&self) {
        self.tokens.close();
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
