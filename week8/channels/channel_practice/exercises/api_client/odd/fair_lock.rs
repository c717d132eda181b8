//! The queue of tokio's mutex is the line: who holds it has its turn, over every await.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Mutex;
use tokio::time::{Instant, sleep_until, timeout};

type Call = Pin<Box<dyn Future<Output = Result<u32, Failed>> + Send>>;

pub struct ApiClient {
    call: Box<dyn Fn(u32) -> Call + Send + Sync>,
    settings: Settings,
    state: Mutex<State>,
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
        let state = State { next_call: now, failures: 0, open_until: now };
        ApiClient { call: Box::new(call), settings, state: Mutex::new(state) }
    }

    pub async fn request(&self, request: u32) -> Result<u32, Error> {
        let turn = async {
            let state = self.state.lock().await;
            if Instant::now() >= state.open_until {
                sleep_until(state.next_call).await;
            }
            state
        };
        let turn = timeout(self.settings.patience, turn).await;
        let mut state = turn.map_err(|_| Error::TimedOut)?;
        for _ in 0..self.settings.tries {
            if Instant::now() < state.open_until {
                return Err(Error::Open);
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
