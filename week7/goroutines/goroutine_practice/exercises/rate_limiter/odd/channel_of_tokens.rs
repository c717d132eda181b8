//! Tokens are messages in a channel that has room for so many.

use std::time::Duration;

use tokio::select;
use tokio::sync::{Mutex, mpsc, watch};
use tokio::time::{MissedTickBehavior, interval, timeout};

pub struct RateLimiter {
    // Held over the await on purpose: who holds it waits for the next token, and an empty
    // bucket has nothing for others.
    tokens: Mutex<mpsc::Receiver<()>>,
    stopped: watch::Sender<bool>,
}

/// The limiter was stopped.
#[derive(Debug, PartialEq, Eq)]
pub struct Stopped;

impl RateLimiter {
    pub fn new(capacity: usize, period: Duration) -> RateLimiter {
        let (pours, tokens) = mpsc::channel(capacity);
        for _ in 0..capacity {
            pours.try_send(()).expect("there is room");
        }
        let (stopped, mut stops) = watch::channel(false);
        tokio::spawn(async move {
            let mut ticks = interval(period);
            ticks.set_missed_tick_behavior(MissedTickBehavior::Burst);
            ticks.tick().await;
            loop {
                select! {
                    _ = stops.changed() => return,
                    _ = ticks.tick() => {
                        // A full bucket takes no more.
                        let _ = pours.try_send(());
                    }
                }
            }
        });
        RateLimiter { tokens: Mutex::new(tokens), stopped }
    }

    pub fn allow(&self) -> bool {
        let stopped = *self.stopped.borrow();
        let tokens = self.tokens.try_lock();
        !stopped && tokens.is_ok_and(|mut tokens| tokens.try_recv().is_ok())
    }

    pub async fn wait(&self) -> Result<(), Stopped> {
        let mut stopped = self.stopped.subscribe();
        let token = async {
            let mut tokens = self.tokens.lock().await;
            tokens.recv().await
        };
        select! {
            biased;
            _ = stopped.wait_for(|stopped| *stopped) => Err(Stopped),
            token = token => token.ok_or(Stopped),
        }
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
