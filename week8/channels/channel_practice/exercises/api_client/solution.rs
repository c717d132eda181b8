//! One task serves the requests, so that order, pace and breaker are local variables that
//! nobody else can touch. Who asks waits twice: for the beginning, with a timeout, and for
//! the answer, without one. The message that says that a call begins settles who was
//! faster: if it cannot be sent, nobody waits any more and the call is not made.

use std::future::Future;
use std::time::Duration;

use tokio::sync::{mpsc, oneshot};
use tokio::time::{Instant, sleep_until, timeout};

pub struct ApiClient {
    queue: mpsc::UnboundedSender<Job>,
    patience: Duration,
}

struct Job {
    request: u32,
    begins: oneshot::Sender<()>,
    answers: oneshot::Sender<Result<u32, Error>>,
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
        let (queue, jobs) = mpsc::unbounded_channel();
        let worker = Worker {
            service,
            settings,
            next_call: Instant::now(),
            failures: 0,
            open_until: Instant::now(),
        };
        tokio::spawn(worker.serve(jobs));
        ApiClient { queue, patience: settings.patience }
    }

    pub async fn request(&self, request: u32) -> Result<u32, Error> {
        let (begins, begun) = oneshot::channel();
        let (answers, answer) = oneshot::channel();
        let sent = self.queue.send(Job { request, begins, answers });
        assert!(sent.is_ok(), "the worker ends after its client");
        // An error says that there is an answer without a call.
        if timeout(self.patience, begun).await.is_err() {
            return Err(Error::TimedOut);
        }
        answer.await.expect("the worker answers whom it has begun with")
    }
}

struct Worker<S> {
    service: S,
    settings: Settings,
    next_call: Instant,
    /// In a row.
    failures: u32,
    open_until: Instant,
}

impl<S: Service> Worker<S> {
    /// Ends when the client is dropped, which has the only sender.
    async fn serve(mut self, mut jobs: mpsc::UnboundedReceiver<Job>) {
        while let Some(Job { request, begins, answers }) = jobs.recv().await {
            if let Some(answer) = self.answer(request, begins).await {
                // In vain if its time was over.
                let _ = answers.send(answer);
            }
        }
    }

    /// None if nobody waits for it any more.
    async fn answer(
        &mut self,
        request: u32,
        begins: oneshot::Sender<()>,
    ) -> Option<Result<u32, Error>> {
        let mut begins = Some(begins);
        for _ in 0..self.settings.tries {
            if Instant::now() < self.open_until {
                return Some(Err(Error::Open));
            }
            sleep_until(self.next_call).await;
            if let Some(begins) = begins.take() {
                begins.send(()).ok()?;
            }
            if let Ok(answer) = self.call(request).await {
                return Some(Ok(answer));
            }
        }
        Some(Err(Error::Failed))
    }

    async fn call(&mut self, request: u32) -> Result<u32, Failed> {
        self.next_call = Instant::now() + self.settings.interval;
        let answer = self.service.call(request).await;
        match answer {
            Ok(_) => self.failures = 0,
            Err(Failed) => self.failures += 1,
        }
        // A trial that fails finds the row as long as it was.
        if self.failures >= self.settings.failures {
            self.open_until = Instant::now() + self.settings.pause;
        }
        answer
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
