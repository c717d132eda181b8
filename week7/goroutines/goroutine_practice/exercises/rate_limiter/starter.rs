//! rate_limiter: a token bucket that waits, gives up and stops.
//!
//! A bucket holds `capacity` tokens at most and is full at first. One token is added when
//! one `period` has passed since `new`, one when two have passed, and so on; if the bucket
//! is full then, the new token is thrown away. Tasks share one limiter in an `Arc`. The
//! capacity is at least 1, and the period is longer than 0.
//!
//! - `allow` takes a token if there is one, and says whether it did. It never waits.
//! - `wait` takes a token: at once if there is one, else in the moment in which one is
//!   added and nobody else gets it. Who of several gets it is open. If the future of
//!   `wait` is dropped before it is done, as `timeout` and `select!` drop it, it has taken
//!   no token: the next one is there for others.
//! - `stop` ends it: `allow` returns false and `wait` returns `Err(Stopped)` at once, be
//!   there tokens or not, and so does every `wait` that has begun, at the moment of
//!   `stop`. To stop again changes nothing.
//!
//! `new` is called on a runtime and may start tasks; they have ended when a `period` has
//! passed since `stop`, which every check calls. At the very moment at which a token is
//! added `allow` may see it or not.
//!
//! Write the bodies; keep the names of the types and methods. Use std and tokio. The
//! checks explore in which order the tasks are polled: they take turns at awaits only.
//! tokio's clock is virtual there. It stands still while a task can go on and then jumps
//! to the next timer, so that times are exact. `select!` begins with each of its branches
//! in some schedule, with `biased` always with the first. Of tokio there are `sync`,
//! `time`, `task` without `spawn_blocking`, `select!`, `join!` and `#[tokio::main]`.

use std::time::Duration;

use tokio::time::timeout;

pub struct RateLimiter {}

/// The limiter was stopped.
#[derive(Debug, PartialEq, Eq)]
pub struct Stopped;

impl RateLimiter {
    pub fn new(_capacity: usize, _period: Duration) -> RateLimiter {
        todo!()
    }

    pub fn allow(&self) -> bool {
        todo!()
    }

    pub async fn wait(&self) -> Result<(), Stopped> {
        todo!()
    }

    pub fn stop(&self) {
        todo!()
    }
}

#[tokio::main]
async fn main() {
    let limiter = RateLimiter::new(2, Duration::from_millis(20));
    println!("{} {} {}", limiter.allow(), limiter.allow(), limiter.allow());
    println!("{:?}", limiter.wait().await);
    println!("{:?}", timeout(Duration::from_millis(5), limiter.wait()).await);
    limiter.stop();
    println!("{:?}", limiter.wait().await);
}
