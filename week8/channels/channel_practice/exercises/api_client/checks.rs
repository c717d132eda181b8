//! What is checked of `api_client`. A call takes 4 ms, that of request 9 takes 50 ms.

use std::sync::Arc;
use std::time::Duration;

use tokio::task::JoinHandle;
use tokio::time::{Instant, sleep, sleep_until};
use verdict::{Check, Log, Show, block_on, equal, fault, note};

use super::answer::{ApiClient, Error, Failed, Service, Settings};

pub const CHECKS: &[Check] = &[
    Check::new(
        "turns",
        "requests come at 0, 1 and 2 ms, one call in 10 ms",
        |size| block_on(turns(size)),
    )
    .with(&[2, 3])
    .needs(3, 4),
    Check::new("gives_up", "requests come during a call of 50 ms", |_| {
        block_on(gives_up())
    })
    .needs(3, 4),
    Check::new("at_once", "a turn comes when the time for it is over", |_| {
        block_on(at_once())
    })
    .needs(3, 4),
    Check::new("retries", "two calls of the first request fail", |_| {
        block_on(retries())
    })
    .needs(3, 4),
    Check::new("fails", "three calls of the first request fail", |_| {
        block_on(fails())
    })
    .needs(1, 4),
    Check::new("breaker", "3 failures in a row open it for 50 ms", |_| {
        block_on(breaker())
    })
    .needs(1, 4),
    Check::new("queue", "requests wait when the breaker opens", |_| {
        block_on(queue())
    })
    .needs(3, 4),
];

const SETTINGS: Settings = Settings {
    interval: Duration::from_millis(10),
    patience: Duration::from_millis(35),
    tries: 3,
    failures: 4,
    pause: Duration::from_millis(50),
};

/// Which calls fail, and what was called.
#[derive(Clone)]
struct Script {
    fails: &'static [usize],
    calls: Log<Call>,
    ends: Log<usize>,
    start: Instant,
}

/// A call that began.
#[derive(Clone, Copy)]
struct Call {
    request: u32,
    ms: u128,
}

impl Service for Script {
    async fn call(&self, request: u32) -> Result<u32, Failed> {
        let ms = self.start.elapsed().as_millis();
        let ended = self.ends.all().len();
        let number = self.calls.all().len() + 1;
        let says = format!("calls for {request} at {ms} ms");
        self.calls.push(Call { request, ms }, says);
        let detail =
            format!("Call {number} began before call {} had ended.", ended + 1);
        claim(ended + 1 == number, "too many calls ran at once", detail);
        sleep(Duration::from_millis(if request == 9 { 50 } else { 4 })).await;
        let fails = self.fails.contains(&number);
        let end = if fails { "fails" } else { "succeeds" };
        self.ends.push(number, format_args!("call {number} {end}"));
        if fails { Err(Failed) } else { Ok(10 * request) }
    }
}

/// Claims that this holds; the messages and calls tell why it does not.
#[track_caller]
fn claim(holds: bool, title: &str, detail: String) {
    if !holds {
        fault(title, detail, Show::Messages);
    }
}

struct Made {
    client: Arc<ApiClient>,
    script: Script,
}

type Answered = (Result<u32, Error>, u128);

impl Made {
    fn new(settings: Settings, fails: &'static [usize]) -> Made {
        let script = Script {
            fails,
            calls: Log::default(),
            ends: Log::default(),
            start: Instant::now(),
        };
        let client = Arc::new(ApiClient::new(script.clone(), settings));
        Made { client, script }
    }

    async fn until(&self, ms: u64) {
        sleep_until(self.script.start + Duration::from_millis(ms)).await;
    }

    /// Asks in a task of its own.
    fn asks(&self, request: u32) -> JoinHandle<Answered> {
        let (client, start) = (Arc::clone(&self.client), self.script.start);
        tokio::spawn(async move {
            let answer = client.request(request).await;
            let ms = start.elapsed().as_millis();
            note(format_args!("has {answer:?} at {ms} ms"));
            (answer, ms)
        })
    }

    /// Asks, and claims that this is the answer.
    async fn answers(&self, request: u32, expected: Result<u32, Error>) {
        let answer = self.client.request(request).await;
        let ms = self.script.start.elapsed().as_millis();
        right(request, (answer, ms), expected);
    }

    /// Claims that these calls were made: of which request, at how many ms.
    fn called(&self, expected: &[(u32, u128)]) {
        let calls = self.script.calls.all();
        for (place, (call, &(request, _))) in calls.iter().zip(expected).enumerate()
        {
            let detail = format!(
                "Call {} was of request {}, and the turn was that of request {request}.",
                place + 1,
                call.request
            );
            claim(call.request == request, "the calls are out of order", detail);
        }
        let count =
            format!("{} calls were made of {}.", calls.len(), expected.len());
        claim(
            calls.len() <= expected.len(),
            "a call was made in vain",
            count.clone(),
        );
        claim(calls.len() >= expected.len(), "a call was left out", count);
        for (&Call { request, ms }, &(_, due)) in calls.iter().zip(expected) {
            let detail = format!(
                "A call of request {request} began at {ms} ms, and was due at {due} ms."
            );
            claim(ms >= due, "the calls came too close", detail.clone());
            claim(ms <= due, "a call came late", detail);
        }
    }

    /// Claims that request 2, if it was given up, was not called.
    fn not_called_for_nobody(&self, answer: Result<u32, Error>) {
        let called = self.script.calls.all().iter().any(|call| call.request == 2);
        let gave_up = answer == Err(Error::TimedOut);
        let detail = "Request 2 returned TimedOut, and there was a call of it.";
        claim(
            !(gave_up && called),
            "the service was called for nobody",
            detail.to_string(),
        );
    }
}

#[track_caller]
fn right(request: u32, (answer, ms): Answered, expected: Result<u32, Error>) {
    let open = Err(Error::Open);
    let detail = format!(
        "Request {request} returned {answer:?} at {ms} ms, expected {expected:?}."
    );
    let title = match (answer, expected) {
        _ if expected == open => "the breaker did not open",
        _ if answer == open => "the breaker opened too early",
        (Err(Error::TimedOut), _) => "a call was broken off",
        (_, Err(Error::TimedOut)) => "a request waited too long",
        (Err(Error::Failed), Ok(_)) => "a request was not tried again",
        _ => "the answer is of another request",
    };
    claim(answer == expected, title, detail);
}

async fn turns(size: usize) {
    let made = Made::new(SETTINGS, &[]);
    let mut tasks = Vec::new();
    for request in 1..=size as u32 {
        tasks.push(made.asks(request));
        made.until(u64::from(request)).await;
    }
    for (request, task) in (1..).zip(tasks) {
        right(request, task.await.unwrap(), Ok(10 * request));
    }
    made.called(&[(1, 0), (2, 10), (3, 20)][..size]);
}

async fn gives_up() {
    let made = Made::new(SETTINGS, &[]);
    let slow = made.asks(9);
    made.until(1).await;
    let late = made.asks(2);
    made.until(20).await;
    let next = made.asks(3);
    let (answer, ms) = late.await.unwrap();
    right(2, (answer, ms), Err(Error::TimedOut));
    let detail =
        format!("Request 2 came at 1 ms and was given up at {ms} ms, not 36.");
    claim(ms == 36, "a request waited too long", detail);
    right(9, slow.await.unwrap(), Ok(90));
    let next = next.await.unwrap();
    made.not_called_for_nobody(answer);
    right(3, next, Ok(30));
    made.called(&[(9, 0), (3, 50)]);
}

async fn at_once() {
    let patience = Duration::from_millis(50);
    let made = Made::new(Settings { patience, ..SETTINGS }, &[]);
    let slow = made.asks(9);
    let other = made.asks(2);
    let (answer, _) = other.await.unwrap();
    right(9, slow.await.unwrap(), Ok(90));
    sleep(Duration::from_millis(30)).await;
    made.not_called_for_nobody(answer);
}

async fn retries() {
    let made = Made::new(SETTINGS, &[1, 2]);
    let first = made.asks(1);
    made.until(1).await;
    let second = made.asks(2);
    right(1, first.await.unwrap(), Ok(10));
    right(2, second.await.unwrap(), Ok(20));
    made.called(&[(1, 0), (1, 10), (1, 20), (2, 30)]);
}

async fn fails() {
    let made = Made::new(SETTINGS, &[1, 2, 3]);
    made.answers(1, Err(Error::Failed)).await;
    made.answers(2, Ok(20)).await;
    made.called(&[(1, 0), (1, 10), (1, 20), (2, 30)]);
}

async fn breaker() {
    let settings = Settings { tries: 2, failures: 3, ..SETTINGS };
    let made = Made::new(settings, &[1, 2, 3, 4, 6]);
    made.answers(1, Err(Error::Failed)).await;
    made.answers(2, Err(Error::Open)).await;
    made.answers(3, Err(Error::Open)).await;
    made.until(70).await;
    made.answers(4, Err(Error::Open)).await;
    made.until(80).await;
    let answer = made.client.request(5).await;
    let detail =
        format!("Call 4, after the pause, failed; request 5 returned {answer:?}.");
    claim(answer == Err(Error::Open), "a failed trial opened nothing", detail);
    made.until(130).await;
    made.answers(6, Err(Error::Open)).await;
    made.until(140).await;
    made.answers(7, Ok(70)).await;
    made.answers(8, Ok(80)).await;
    equal("the ms at the end", made.script.start.elapsed().as_millis(), 164);
    let calls = [(1, 0), (1, 10), (2, 20), (5, 80), (7, 140), (8, 150), (8, 160)];
    made.called(&calls);
}

async fn queue() {
    let made = Made::new(Settings { tries: 2, failures: 2, ..SETTINGS }, &[1, 2]);
    let first = made.asks(1);
    made.until(1).await;
    let second = made.asks(2);
    right(1, first.await.unwrap(), Err(Error::Failed));
    let (answer, ms) = second.await.unwrap();
    right(2, (answer, ms), Err(Error::Open));
    let detail =
        format!("The breaker opened at 14 ms, request 2 waited until {ms} ms.");
    claim(ms == 14, "a request waited too long", detail);
    equal("the number of calls", made.script.calls.all().len(), 2);
}
