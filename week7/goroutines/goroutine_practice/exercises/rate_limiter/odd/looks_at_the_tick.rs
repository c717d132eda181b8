//! Who pours tokens in looks at each tick whether it was stopped.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Semaphore;
use tokio::time::{interval, timeout};

pub struct RateLimiter {
    tokens: Arc<Semaphore>,
}

/// The limiter was stopped.
#[derive(Debug, PartialEq, Eq)]
pub struct Stopped;

impl RateLimiter {
    pub fn new(capacity: usize, period: Duration) -> RateLimiter {
        let tokens = Arc::new(Semaphore::new(capacity));
        let poured = Arc::clone(&tokens);
        tokio::spawn(async move {
            let mut ticks = interval(period);
            ticks.tick().await;
            loop {
                ticks.tick().await;
                if poured.is_closed() {
                    return;
                }
                if poured.available_permits() < capacity {
                    poured.add_permits(1);
                }
            }
        });
        RateLimiter { tokens }
    }

    pub fn allow(&self) -> bool {
        self.tokens.try_acquire().map(|token| token.forget()).is_ok()
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
