//! A task hands out turns, and who has one calls the service itself and gives it back.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{mpsc, oneshot};
use tokio::time::{Instant, sleep_until, timeout};

type Call = Pin<Box<dyn Future<Output = Result<u32, Failed>> + Send>>;

pub struct ApiClient {
    call: Box<dyn Fn(u32) -> Call + Send + Sync>,
    settings: Settings,
    line: mpsc::Sender<oneshot::Sender<Turn>>,
}

/// Whoever drops it gives it back: the sender inside of it goes.
struct Turn {
    state: State,
    back: mpsc::Sender<State>,
}

#[derive(Clone, Copy)]
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

impl Drop for Turn {
    fn drop(&mut self) {
        let _ = self.back.try_send(self.state);
    }
}

impl ApiClient {
    pub fn new(service: impl Service, settings: Settings) -> ApiClient {
        let service = Arc::new(service);
        let call = move |request| -> Call {
            let service = Arc::clone(&service);
            Box::pin(async move { service.call(request).await })
        };
        let (line, comes) = mpsc::channel(100);
        tokio::spawn(hand_out(comes));
        ApiClient { call: Box::new(call), settings, line }
    }

    pub async fn request(&self, request: u32) -> Result<u32, Error> {
        let latest = Instant::now() + self.settings.patience;
        let (gives, turn) = oneshot::channel();
        let stands = async {
            self.line.send(gives).await.expect("the task lives");
            turn.await.expect("everybody gets a turn")
        };
        let turn = timeout(self.settings.patience, stands).await;
        let mut turn = turn.map_err(|_| Error::TimedOut)?;
        for number in 0..self.settings.tries {
            if Instant::now() < turn.state.open_until {
                return Err(Error::Open);
            }
            if number == 0 && turn.state.next_call > latest {
                sleep_until(latest).await;
                return Err(Error::TimedOut);
            }
            sleep_until(turn.state.next_call).await;
            turn.state.next_call = Instant::now() + self.settings.interval;
            if let Ok(answer) = (self.call)(request).await {
                turn.state.failures = 0;
                return Ok(answer);
            }
            turn.state.failures += 1;
            if turn.state.failures >= self.settings.failures {
                turn.state.open_until = Instant::now() + self.settings.pause;
            }
        }
        Err(Error::Failed)
    }
}

async fn hand_out(mut comes: mpsc::Receiver<oneshot::Sender<Turn>>) {
    let now = Instant::now();
    let mut state = State { next_call: now, failures: 0, open_until: now };
    while let Some(gives) = comes.recv().await {
        let (back, mut comes_back) = mpsc::channel(1);
        // One that has given up drops the turn, which comes back at once.
        drop(gives.send(Turn { state, back }));
        state = comes_back.recv().await.expect("a turn comes back");
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
