//! api_client: requests to a service that fails now and then.
//!
//! `request` asks the service by `Service::call` and returns its answer. Many tasks share
//! one client in an `Arc`; it spares the service and does not keep its callers waiting:
//!
//! - One call at a time. Requests have their turns in the order in which they came. One
//!   that has its turn keeps it until it is answered.
//! - Rate limit: from the beginning of a call to that of the next one there is `interval`
//!   at least, and no more than there must be. The first call of a client begins at once.
//! - Queue with a timeout: a request whose first call has not begun after `patience`
//!   returns `TimedOut` in that moment. The service is then never called for it. A call
//!   that has begun is never broken off.
//! - Retry: if a call fails, the same request is tried again, `tries` calls in all. If the
//!   last one fails too it returns `Failed`, also if that opens the breaker.
//! - Circuit breaker: `failures` failed calls in a row, of whichever requests, open it for
//!   `pause` from the end of the last one. While it is open no call begins: who has its
//!   turn returns `Open` at once, as does who was to be tried again. The first call after
//!   that is a trial. If it fails, the breaker is open for `pause` again. A call that
//!   succeeds ends the row of failures.
//!
//! `new` is called on a runtime and may start tasks, which end when the client is dropped.
//! Two things that happen at the same moment may happen in either order. Futures of
//! `request` are not dropped before they are done. `tries` and `failures` are at least 1,
//! and the three times are longer than 0.
//!
//! Write the bodies; keep what is public. Use std and tokio. The checks explore in which
//! order the tasks are polled: they take turns at awaits only. tokio's clock is virtual
//! there. It stands still while a task can go on and then jumps to the next timer, so that
//! times are exact. `select!` begins with each of its branches in some schedule, with
//! `biased` always with the first. Of tokio there are `sync`, `time`, `task` without
//! `spawn_blocking`, `select!`, `join!` and `#[tokio::main]`.

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

#[tokio::main]
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
