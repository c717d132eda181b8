//! api_client: requests to a service that fails now and then.
//!
//! `request` asks the service by `Service::call` and returns its answer. Many tasks
//! share one client in an `Arc`. The client does not call the service too often, and
//! does not let its callers wait longer than needed.
//!
//! - One call at a time. Requests have their turns in the order in which they came. A
//!   request keeps its turn until it is answered.
//! - Rate limit: from the beginning of one call to the beginning of the next, at least
//!   `interval` passes, and no more than needed. The first call of a client begins at
//!   once.
//! - Timeout: if the first call of a request has not begun after `patience`, the
//!   request returns `TimedOut` at that moment. Then the service is never called for
//!   it. A call that has begun is never cancelled.
//! - Retry: if a call fails, the same request calls again, up to `tries` calls in all.
//!   If the last one fails too, it returns `Failed`, even if this failure opens the
//!   breaker.
//! - Circuit breaker: when `failures` calls in a row have failed, of whichever
//!   requests, it is open for `pause` from the end of the last one. A call that
//!   succeeds sets the count back to 0.
//! - While the breaker is open, no call begins. A request that gets its turn returns
//!   `Open` at once. So does a request that would call again.
//! - The first call after the pause is a trial. If it fails, the breaker is open for
//!   another `pause`.
//! - `new` is called on a runtime and may start tasks. They end when the client is
//!   dropped, or an `interval` later at the latest.
//! - If two things happen at the same moment, either may come first. The future of
//!   `request` is never dropped before it is done. `tries` and `failures` are at least
//!   1. `interval`, `patience` and `pause` are longer than 0 and at most a day. `call`
//!   does not panic.
//!
//! Write the bodies. Keep what is public. Use std and tokio. Then run
//! `cargo week8 check api_client`.
//!
//! All tasks share one thread, in the checks and in `main`, so they take turns only at
//! awaits. The checks try different orders. In the checks tokio's clock is virtual: it
//! stands still while a task can run, then jumps to the next timer. So times are exact.
//! A mistake that needs time to pass between two looks at the clock is not found. In
//! `main` the clock is real, and a timer may be late. `select!` may begin with any of
//! its branches; with `biased` it begins with the first. From tokio you can use `sync`,
//! `time`, `task` without `spawn_blocking`, `select!`, `join!` and `#[tokio::main]`.

use std::future::Future;
use std::time::Duration;

pub struct ApiClient {}

/// What may happen when.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// Between the beginnings of two calls.
    pub interval: Duration,
    /// How long a request waits for its first call.
    pub patience: Duration,
    /// How many calls a request has at most.
    pub tries: u32,
    /// So many failed calls in a row open the breaker.
    pub failures: u32,
    /// How long it stays open.
    pub pause: Duration,
}

/// Why a request has no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Error {
    /// Its first call did not begin in time.
    TimedOut,
    /// All its calls failed.
    Failed,
    /// The breaker is open.
    Open,
}

/// What answers requests, or fails.
pub trait Service: Send + Sync + 'static {
    fn call(
        &self,
        request: u32,
    ) -> impl Future<Output = Result<u32, Failed>> + Send;
}

/// A call failed.
#[derive(Debug, PartialEq, Eq)]
pub struct Failed;

impl ApiClient {
    pub fn new(_service: impl Service, _settings: Settings) -> ApiClient {
        todo!()
    }

    pub async fn request(&self, _request: u32) -> Result<u32, Error> {
        todo!()
    }
}

/// Fails on odd numbers.
struct Even;

impl Service for Even {
    async fn call(&self, request: u32) -> Result<u32, Failed> {
        match request % 2 {
            0 => Ok(request / 2),
            _ => Err(Failed),
        }
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let ms = Duration::from_millis;
    let client = ApiClient::new(
        Even,
        Settings {
            interval: ms(5),
            patience: ms(1000),
            tries: 2,
            failures: 3,
            pause: ms(30),
        },
    );
    for request in [4, 1, 3, 4] {
        println!("{request}: {:?}", client.request(request).await);
    }
    tokio::time::sleep(ms(40)).await;
    println!("4: {:?}", client.request(4).await);
}
