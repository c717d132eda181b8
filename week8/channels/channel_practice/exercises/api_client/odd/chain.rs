//! Each request waits for the one before it, which passes the state on.

use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::select;
use tokio::sync::oneshot;
use tokio::time::{Instant, sleep_until};

type Call = Pin<Box<dyn Future<Output = Result<u32, Failed>> + Send>>;

pub struct ApiClient {
    call: Box<dyn Fn(u32) -> Call + Send + Sync>,
    settings: Settings,
    /// What the last one in the line will pass on.
    last: Mutex<oneshot::Receiver<State>>,
}

struct State {
    next_call: Instant,
    failures: u32,
    open_until: Instant,
}

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
    pub fn new(service: impl Service, settings: Settings) -> ApiClient {
        let service = Arc::new(service);
        let call = move |request| -> Call {
            let service = Arc::clone(&service);
            Box::pin(async move { service.call(request).await })
        };
        let now = Instant::now();
        let (passes, last) = oneshot::channel();
        let state = State { next_call: now, failures: 0, open_until: now };
        assert!(passes.send(state).is_ok(), "its receiver is here");
        ApiClient { call: Box::new(call), settings, last: Mutex::new(last) }
    }

    pub async fn request(&self, request: u32) -> Result<u32, Error> {
        let latest = Instant::now() + self.settings.patience;
        let (passes, next) = oneshot::channel();
        let mut before = std::mem::replace(&mut *self.last.lock().unwrap(), next);
        let mut state = select! {
            biased;
            state = &mut before => state.expect("it is passed on"),
            () = sleep_until(latest) => {
                // Whoever comes next waits for the one before.
                tokio::spawn(async move {
                    if let Ok(state) = before.await {
                        let _ = passes.send(state);
                    }
                });
                return Err(Error::TimedOut);
            }
        };
        let answer = self.serve(&mut state, request, latest).await;
        let _ = passes.send(state);
        answer
    }

    async fn serve(
        &self,
        state: &mut State,
        request: u32,
        latest: Instant,
    ) -> Result<u32, Error> {
        for number in 0..self.settings.tries {
            if Instant::now() < state.open_until {
                return Err(Error::Open);
            }
            if number == 0 && state.next_call > latest {
                sleep_until(latest).await;
                return Err(Error::TimedOut);
            }
            sleep_until(state.next_call).await;
            state.next_call = Instant::now() + self.settings.interval;
            if let Ok(answer) = (self.call)(request).await {
                state.failures = 0;
                return Ok(answer);
            }
            state.failures += 1;
            if state.failures >= self.settings.failures {
                state.open_until = Instant::now() + self.settings.pause;
            }
        }
        Err(Error::Failed)
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
