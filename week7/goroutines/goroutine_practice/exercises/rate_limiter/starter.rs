//! rate_limiter: a token bucket in which tasks can wait, give up and be stopped.
//!
//! - A bucket holds at most `capacity` tokens, which is at least 1 and at most a
//!   million. It is full at first.
//! - A token is added one `period` after `new`, another one two periods after `new`,
//!   and so on. If the bucket is full at that moment, the token is thrown away.
//!   `period` is at least 1 ms and shorter than a year.
//! - `allow` takes a token if there is one, and returns whether it took one. It never
//!   waits.
//! - `wait` takes a token. If there is none, it waits until a token is added, and takes
//!   it at that moment unless another task takes it. If several tasks wait, any of them
//!   may get it, and the others wait for the next one.
//! - A `wait` may be cancelled: `timeout` and `select!` drop its future before it is
//!   done. Then it has taken no token, and the next token is there for others.
//! - `stop` ends everything. From then on `allow` returns false, and `wait` returns
//!   `Err(Stopped)` at once, even if there are tokens. Every `wait` that is waiting
//!   returns `Err(Stopped)` at the moment of `stop`. A second `stop` changes nothing.
//! - `new` is called on a runtime and may start tasks. They have to end within one
//!   `period` after `stop`. Every check calls `stop`.
//! - At the very moment at which a token is added, `allow` may see it or not, and a
//!   `wait` that is stopped may still take it.
//!
//! Tasks share one limiter in an `Arc`. Write the bodies. Keep the names of the types
//! and methods. Use std and tokio. Then run `cargo week7 check rate_limiter`.
//!
//! All tasks share one thread, in the checks and in `main`, so they take turns only at
//! awaits. The checks try different orders. In the checks tokio's clock is virtual: it
//! stands still while a task can run, then jumps to the next timer. So times are exact.
//! A mistake that needs time to pass between two looks at the clock is not found. In
//! `main` the clock is real, and a timer may be late. `select!` may begin with any of
//! its branches; with `biased` it begins with the first. From tokio you can use `sync`,
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

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let limiter = RateLimiter::new(2, Duration::from_millis(20));
    println!("{} {} {}", limiter.allow(), limiter.allow(), limiter.allow());
    println!("{:?}", limiter.wait().await);
    println!("{:?}", timeout(Duration::from_millis(5), limiter.wait()).await);
    limiter.stop();
    println!("{:?}", limiter.wait().await);
}
