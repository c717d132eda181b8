//! The queue is a list behind a lock: who gives up takes its request out again.

use std::collections::VecDeque;
use std::future::Future;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::select;
use tokio::sync::{Notify, oneshot};
use tokio::time::{Instant, sleep, sleep_until};

pub struct ApiClient {
    shared: Arc<Shared>,
    patience: Duration,
}

#[derive(Default)]
struct Queue {
    jobs: VecDeque<Job>,
    came: usize,
    closed: bool,
}

struct Shared {
    queue: Mutex<Queue>,
    changed: Notify,
}

struct Job {
    number: usize,
    request: u32,
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
        let queue = Mutex::new(Queue::default());
        let shared = Arc::new(Shared { queue, changed: Notify::new() });
        let now = Instant::now();
        let worker = Worker {
            service,
            settings,
            next_call: now,
            failures: 0,
            open_until: now,
        };
        tokio::spawn(worker.serve(Arc::clone(&shared)));
        ApiClient { shared, patience: settings.patience }
    }

    pub async fn request(&self, request: u32) -> Result<u32, Error> {
        let (answers, mut answer) = oneshot::channel();
        let number = {
            let mut queue = self.shared.queue.lock().unwrap();
            queue.came += 1;
            let number = queue.came;
            queue.jobs.push_back(Job { number, request, answers });
            number
        };
        self.shared.changed.notify_one();
        select! {
            answer = &mut answer => return answer.expect("each is answered"),
            () = sleep(self.patience) => {}
        }
        if self.take_out(number) {
            return Err(Error::TimedOut);
        }
        answer.await.expect("each is answered")
    }
}

impl ApiClient {
    fn take_out(&self, number: usize) -> bool {
        let mut queue = self.shared.queue.lock().unwrap();
        let before = queue.jobs.len();
        queue.jobs.retain(|job| job.number != number);
        queue.jobs.len() < before
    }
}

impl Drop for ApiClient {
    fn drop(&mut self) {
        self.shared.queue.lock().unwrap().closed = true;
        self.shared.changed.notify_one();
    }
}

struct Worker<S> {
    service: S,
    settings: Settings,
    next_call: Instant,
    failures: u32,
    open_until: Instant,
}

impl<S: Service> Worker<S> {
    async fn serve(mut self, shared: Arc<Shared>) {
        loop {
            let (empty, closed) = {
                let queue = shared.queue.lock().unwrap();
                (queue.jobs.is_empty(), queue.closed)
            };
            if empty && closed {
                return;
            }
            if empty {
                shared.changed.notified().await;
                continue;
            }
            if Instant::now() >= self.open_until {
                sleep_until(self.next_call).await;
            }
            // It may have been taken out meanwhile.
            let job = shared.queue.lock().unwrap().jobs.pop_front();
            if let Some(job) = job {
                let answer = self.answer(job.request).await;
                let _ = job.answers.send(answer);
            }
        }
    }

    async fn answer(&mut self, request: u32) -> Result<u32, Error> {
        for _ in 0..self.settings.tries {
            if Instant::now() < self.open_until {
                return Err(Error::Open);
            }
            sleep_until(self.next_call).await;
            self.next_call = Instant::now() + self.settings.interval;
            if let Ok(answer) = self.service.call(request).await {
                self.failures = 0;
                return Ok(answer);
            }
            self.failures += 1;
            if self.failures >= self.settings.failures {
                self.open_until = Instant::now() + self.settings.pause;
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
