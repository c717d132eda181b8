//! Who comes when the turn is given back takes it before the one that was woken.

use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::sync::Notify;
use tokio::time::{Instant, sleep_until, timeout_at};

type Answer = Pin<Box<dyn Future<Output = Result<u32, Failed>> + Send>>;
type Call = Box<dyn Fn(u32) -> Answer + Send + Sync>;

#[derive(Default)]
struct State {
    taken: bool,
    next: Option<Instant>,
    failed: u32,
    open_until: Option<Instant>,
}

pub struct ApiClient {
    call: Call,
    settings: Settings,
    state: Mutex<State>,
    free: Notify,
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
        let call: Call = Box::new(move |request| {
            let service = Arc::clone(&service);
            Box::pin(async move { service.call(request).await })
        });
        let state = Mutex::new(State::default());
        ApiClient { call, settings, state, free: Notify::new() }
    }

    pub async fn request(&self, request: u32) -> Result<u32, Error> {
        let deadline = Instant::now() + self.settings.patience;
        if timeout_at(deadline, self.turn()).await.is_err() {
            return Err(Error::TimedOut);
        }
        let result = self.in_turn(request, deadline).await;
        self.state.lock().unwrap().taken = false;
        self.free.notify_one();
        result
    }

    async fn turn(&self) {
        loop {
            {
                let mut state = self.state.lock().unwrap();
                if !state.taken {
                    state.taken = true;
                    return;
                }
            }
            self.free.notified().await;
        }
    }

    async fn in_turn(&self, request: u32, deadline: Instant) -> Result<u32, Error> {
        for number in 1..=self.settings.tries {
            let next = {
                let state = self.state.lock().unwrap();
                if state.open_until.is_some_and(|until| Instant::now() < until) {
                    return Err(Error::Open);
                }
                state.next
            };
            if let Some(next) = next {
                if number == 1 && next > deadline {
                    sleep_until(deadline).await;
                    return Err(Error::TimedOut);
                }
                sleep_until(next).await;
            }
            let next = Instant::now() + self.settings.interval;
            self.state.lock().unwrap().next = Some(next);
            let result = (self.call)(request).await;
            let mut state = self.state.lock().unwrap();
            match result {
                Ok(answer) => {
                    state.failed = 0;
                    state.open_until = None;
                    return Ok(answer);
                }
                Err(Failed) => {
                    state.failed = state.failed.saturating_add(1);
                    if state.failed >= self.settings.failures {
                        state.open_until =
                            Some(Instant::now() + self.settings.pause);
                    }
                }
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
