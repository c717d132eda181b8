//! One task does everything in one select!, also the giving up.

use std::collections::VecDeque;
use std::future::Future;
use std::time::Duration;

use tokio::select;
use tokio::sync::{mpsc, oneshot};
use tokio::time::{Instant, sleep_until};

pub struct ApiClient {
    queue: mpsc::UnboundedSender<Job>,
    patience: Duration,
}

struct Job {
    request: u32,
    latest: Instant,
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
        tokio::spawn(serve(service, settings, jobs));
        ApiClient { queue, patience: settings.patience }
    }

    pub async fn request(&self, request: u32) -> Result<u32, Error> {
        let (answers, answer) = oneshot::channel();
        let latest = Instant::now() + self.patience;
        let sent = self.queue.send(Job { request, latest, answers });
        assert!(sent.is_ok(), "the task ends after its client");
        answer.await.expect("every request is answered")
    }
}

async fn serve(
    service: impl Service,
    settings: Settings,
    mut jobs: mpsc::UnboundedReceiver<Job>,
) {
    let mut waiting: VecDeque<Job> = VecDeque::new();
    let mut next_call = Instant::now();
    let mut open_until = Instant::now();
    let mut failures = 0;
    loop {
        // The deadlines are in the order of arrival: the first comes first.
        let latest = waiting.front().map(|job| job.latest);
        let due = waiting.front().map(|_| next_call);
        let open = Instant::now() < open_until;
        let far = next_call + settings.patience;
        select! {
            biased;
            job = jobs.recv() => match job {
                Some(job) => waiting.push_back(job),
                None => return,
            },
            () = std::future::ready(()), if open && !waiting.is_empty() => {
                let job = waiting.pop_front().expect("one waits");
                let _ = job.answers.send(Err(Error::Open));
            }
            () = sleep_until(due.unwrap_or(far)), if due.is_some() => {
                let Job { request, answers, .. } = waiting.pop_front().expect("one");
                let mut answer = Err(Error::Failed);
                for _ in 0..settings.tries {
                    if Instant::now() < open_until {
                        answer = Err(Error::Open);
                        break;
                    }
                    let call = async {
                        sleep_until(next_call).await;
                        next_call = Instant::now() + settings.interval;
                        service.call(request).await
                    };
                    let mut call = std::pin::pin!(call);
                    let ended = loop {
                        let latest = waiting.front().map(|job| job.latest);
                        select! {
                            biased;
                            ended = &mut call => break ended,
                            Some(job) = jobs.recv() => waiting.push_back(job),
                            () = sleep_until(latest.unwrap_or(far)),
                                if latest.is_some() => give_up(&mut waiting),
                        }
                    };
                    if let Ok(value) = ended {
                        failures = 0;
                        answer = Ok(value);
                        break;
                    }
                    failures += 1;
                    if failures >= settings.failures {
                        open_until = Instant::now() + settings.pause;
                    }
                }
                let _ = answers.send(answer);
                // Those whose time was over while this one slept.
                while waiting.front().is_some_and(|job| job.latest < Instant::now()) {
                    give_up(&mut waiting);
                }
            }
            () = sleep_until(latest.unwrap_or(far)), if latest.is_some() => {
                give_up(&mut waiting);
            }
        }
    }
}

fn give_up(waiting: &mut VecDeque<Job>) {
    if let Some(job) = waiting.pop_front() {
        let _ = job.answers.send(Err(Error::TimedOut));
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
