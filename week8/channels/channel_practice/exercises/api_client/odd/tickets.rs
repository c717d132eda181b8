//! Everybody draws a ticket and watches the number that is served.

use std::collections::BTreeSet;
use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::sync::watch;
use tokio::time::{Instant, sleep_until, timeout};

type Call = Pin<Box<dyn Future<Output = Result<u32, Failed>> + Send>>;

pub struct ApiClient {
    call: Box<dyn Fn(u32) -> Call + Send + Sync>,
    settings: Settings,
    line: Mutex<Line>,
    served: watch::Sender<u64>,
}

struct Line {
    tickets: u64,
    given_up: BTreeSet<u64>,
    next_call: Instant,
    failures: u32,
    open_until: Instant,
}

/// A ticket; dropped, it is given up or done with.
struct Ticket<'a> {
    number: u64,
    client: &'a ApiClient,
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

impl Drop for Ticket<'_> {
    fn drop(&mut self) {
        let mut line = self.client.line.lock().unwrap();
        line.given_up.insert(self.number);
        self.client.served.send_if_modified(|served| {
            let before = *served;
            while line.given_up.remove(served) {
                *served += 1;
            }
            *served != before
        });
    }
}

impl ApiClient {
    pub fn new(service: impl Service, settings: Settings) -> ApiClient {
        let service = Arc::new(service);
        let call = move |request| -> Call {
            let service = Arc::clone(&service);
            Box::pin(async move { service.call(request).await })
        };
        let now = Instant::now();
        let line = Line {
            tickets: 0,
            given_up: BTreeSet::new(),
            next_call: now,
            failures: 0,
            open_until: now,
        };
        ApiClient {
            call: Box::new(call),
            settings,
            line: Mutex::new(line),
            served: watch::Sender::new(0),
        }
    }

    pub async fn request(&self, request: u32) -> Result<u32, Error> {
        let mut served = self.served.subscribe();
        let ticket = {
            let mut line = self.line.lock().unwrap();
            line.tickets += 1;
            Ticket { number: line.tickets - 1, client: self }
        };
        let turn = async {
            let turn = served.wait_for(|served| *served == ticket.number).await;
            drop(turn.expect("the client has the sender"));
            let (next_call, is_open) = self.next_call();
            if !is_open {
                sleep_until(next_call).await;
            }
        };
        if timeout(self.settings.patience, turn).await.is_err() {
            return Err(Error::TimedOut);
        }
        for _ in 0..self.settings.tries {
            let (next_call, is_open) = self.next_call();
            if is_open {
                return Err(Error::Open);
            }
            sleep_until(next_call).await;
            let next_call = Instant::now() + self.settings.interval;
            self.line.lock().unwrap().next_call = next_call;
            let answer = (self.call)(request).await;
            self.count(answer.is_ok());
            if let Ok(answer) = answer {
                return Ok(answer);
            }
        }
        Err(Error::Failed)
    }

    fn next_call(&self) -> (Instant, bool) {
        let line = self.line.lock().unwrap();
        (line.next_call, Instant::now() < line.open_until)
    }

    fn count(&self, well: bool) {
        let mut line = self.line.lock().unwrap();
        line.failures = if well { 0 } else { line.failures + 1 };
        if line.failures >= self.settings.failures {
            line.open_until = Instant::now() + self.settings.pause;
        }
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
