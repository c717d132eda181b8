//! What is checked of `api_client`. A call takes 4 ms, that of request 9 takes 50 ms.

use std::future::Future;
use std::mem;
use std::ops::Range;
use std::sync::Arc;
use std::time::Duration;

use tokio::join;
use tokio::task::JoinHandle;
use tokio::time::{Instant, sleep, sleep_until};
use verdict::{Check, Log, Show, block_on, equal, fault, note};

use super::answer::{ApiClient, Error, Failed, Service, Settings};

pub const CHECKS: &[Check] = &[
    Check::new(
        "turns",
        "requests come at 0, 1 and 2 ms, and the interval is 10 ms",
        |size| to_the_end(turns(size)),
    )
    .exact_time()
    .with(&[2, 3])
    .needs(3, 4),
    Check::new(
        "again",
        "the caller of the first request makes another one at once, while request 2 waits",
        |_| to_the_end(again()),
    )
    .exact_time()
    .needs(2, 4),
    Check::new(
        "between",
        "requests come at 0, 13 and 14 ms, and the interval is 10 ms",
        |_| to_the_end(between()),
    )
    .exact_time()
    .needs(3, 4),
    Check::new(
        "gives_up",
        "two requests come during a call of 50 ms, and the patience is 35 ms",
        |_| to_the_end(gives_up(9, 10)),
    )
    .exact_time()
    .needs(3, 4),
    Check::new(
        "at_once",
        "a request gets its turn at the moment at which its patience is over",
        |_| to_the_end(at_once()),
    )
    .exact_time()
    .needs(3, 4),
    Check::new(
        "retries",
        "the first two calls fail, and a request has 3 tries",
        |_| to_the_end(retries()),
    )
    .exact_time()
    .needs(3, 4),
    Check::new(
        "fails",
        "the first three calls fail, and a request has 3 tries",
        |_| to_the_end(fails()),
    )
    .exact_time()
    .needs(1, 4),
    Check::new(
        "breaker",
        "3 failed calls in a row open the breaker for 50 ms",
        |_| to_the_end(breaker()),
    )
    .exact_time()
    .needs(1, 4),
    Check::new(
        "row",
        "2 calls fail, one succeeds, 2 fail and one succeeds; 3 in a row would open the \
         breaker",
        |_| to_the_end(row()),
    )
    .exact_time()
    .needs(1, 4),
    Check::new(
        "queue",
        "a request waits for its turn when the breaker opens",
        |_| to_the_end(queue()),
    )
    .exact_time()
    .needs(3, 4),
    Check::new(
        "long",
        "a call takes 50 ms, the interval is 60 ms, and the patience is 3 ms",
        |_| to_the_end(long()),
    )
    .exact_time()
    .needs(1, 4),
    Check::new("paced", "the interval is 50 ms, and the patience is 35 ms", |_| {
        to_the_end(gives_up(1, 50))
    })
    .exact_time()
    .needs(3, 4),
    Check::new(
        "behind",
        "requests come at 0, 20 and 30 ms, the interval is 50 ms, and the patience is \
         35 ms",
        |_| to_the_end(behind()),
    )
    .exact_time()
    .needs(3, 4),
    Check::new(
        "after_pause",
        "the breaker was open for 20 ms, the interval is 100 ms, and a request comes at \
         the end of the pause or later",
        |ms| to_the_end(after_pause(ms as u64)),
    )
    .exact_time()
    .with(&[24, 30])
    .needs(2, 4),
    Check::new(
        "open",
        "a request comes while the breaker is open, the interval is 100 ms, and the \
         patience is 35 ms",
        |_| to_the_end(open()),
    )
    .exact_time()
    .needs(1, 4),
    Check::new(
        "given_up",
        "two requests time out before a call of 50 ms fails and opens the breaker",
        |_| to_the_end(given_up()),
    )
    .exact_time()
    .needs(4, 4),
    Check::new(
        "succeeds",
        "a request times out during a call of 50 ms that succeeds, and one failure would \
         open the breaker",
        |_| to_the_end(succeeds()),
    )
    .exact_time()
    .needs(3, 4),
];

/// Longer than any interval: so long a task of the client may go on after its end.
const AFTER: Duration = Duration::from_millis(101);

/// Runs the check, and waits for what its client may leave behind for a while.
fn to_the_end(check: impl Future<Output = ()>) {
    block_on(async {
        check.await;
        sleep(AFTER).await;
    });
}

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
    settings: Settings,
    fails: &'static [usize],
    calls: Log<Call>,
    ends: Log<End>,
    /// What went wrong, first things first: a title and a sentence.
    wrong: Log<(&'static str, String)>,
    start: Instant,
}

/// A call that began.
#[derive(Clone, Copy)]
struct Call {
    request: u32,
    ms: u128,
}

/// A call that ended.
#[derive(Clone, Copy)]
struct End {
    fails: bool,
    ms: u128,
}

impl Service for Script {
    async fn call(&self, request: u32) -> Result<u32, Failed> {
        let (ms, calls) = (self.ms(), self.calls.all());
        let ended = self.ends.all().len();
        let number = calls.len() + 1;
        let says = format!("calls for {request} at {ms} ms");
        self.calls.push(Call { request, ms }, says);
        self.claims();
        let detail =
            format!("Call {number} began before call {} had ended.", ended + 1);
        claim(ended + 1 == number, "too many calls ran at once", detail);
        self.judges(request, &calls);
        let running = Running { script: self, number, request };
        sleep(Duration::from_millis(if request == 9 { 50 } else { 4 })).await;
        mem::forget(running);
        let fails = self.fails.contains(&number);
        let end = if fails { "fails" } else { "succeeds" };
        let says = format!("call {number} {end} at {} ms", self.ms());
        self.ends.push(End { fails, ms: self.ms() }, says);
        if fails { Err(Failed) } else { Ok(10 * request) }
    }
}

/// A call that is under way; dropped if somebody gives it up.
struct Running<'a> {
    script: &'a Script,
    number: usize,
    request: u32,
}

impl Drop for Running<'_> {
    fn drop(&mut self) {
        let Running { script, number, request } = self;
        let detail = format!(
            "Call {number}, of request {request}, was given up at {} ms. It had begun, \
             and it had not ended.",
            script.ms()
        );
        script.wrong.push(
            ("a call was cancelled", detail),
            format_args!("call {number} is cancelled"),
        );
    }
}

impl Script {
    fn ms(&self) -> u128 {
        self.start.elapsed().as_millis()
    }

    /// How many calls there were of this request.
    fn calls_of(&self, request: u32) -> usize {
        self.calls.all().iter().filter(|call| call.request == request).count()
    }

    /// When the breaker is open, so far.
    fn pauses(&self) -> Vec<Range<u128>> {
        let mut row = 0;
        let mut pauses = Vec::new();
        for end in self.ends.all() {
            row = if end.fails { row + 1 } else { 0 };
            if row >= self.settings.failures {
                pauses.push(end.ms..end.ms + self.settings.pause.as_millis());
            }
        }
        pauses
    }

    /// Keeps in mind what is wrong with a call of this request after these. It is claimed
    /// later: a panic in here could end a task that nobody asks for its end.
    fn judges(&self, request: u32, before: &[Call]) {
        let (ms, number) = (self.ms(), before.len() + 1);
        let wrong = |title, detail: String| {
            self.wrong
                .push((title, detail), format_args!("call {number} may not begin"));
        };
        if let Some(open) = self.pauses().iter().find(|open| open.contains(&ms)) {
            let detail = format!(
                "Call {number}, of request {request}, began at {ms} ms. The \
                 breaker was open from {} ms, when call {} failed, to {} ms.",
                open.start,
                number - 1,
                open.end
            );
            wrong("a call began while the breaker was open", detail);
        }
        if let Some(last) = before.last() {
            let due = last.ms + self.settings.interval.as_millis();
            if ms < due {
                let detail = format!(
                    "A call of request {request} began at {ms} ms. The interval \
                     allows it at {due} ms."
                );
                wrong("the calls are too close together", detail);
            }
        }
        let (calls, tries) = (self.calls_of(request), self.settings.tries);
        if calls > tries as usize {
            let detail = format!(
                "Call {calls} of request {request} began. A request has {tries} \
                 calls at most."
            );
            wrong("a request made too many calls", detail);
        }
    }

    /// Claims that nothing was wrong with the calls so far.
    #[track_caller]
    fn claims(&self) {
        if let Some((title, detail)) = self.wrong.all().first() {
            fault(title, detail, Show::Messages);
        }
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

/// What a request returned, and when.
#[derive(Clone, Copy)]
struct Answered {
    answer: Result<u32, Error>,
    came: u128,
    ms: u128,
}

impl Made {
    fn new(settings: Settings, fails: &'static [usize]) -> Made {
        let script = Script {
            settings,
            fails,
            calls: Log::default(),
            ends: Log::default(),
            wrong: Log::default(),
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
        let (client, script) = (Arc::clone(&self.client), self.script.clone());
        tokio::spawn(async move {
            let came = script.ms();
            let answer = client.request(request).await;
            let ms = script.ms();
            note(format_args!("has {answer:?} at {ms} ms"));
            Answered { answer, came, ms }
        })
    }

    /// Asks, and claims that this is the answer.
    async fn answers(&self, request: u32, expected: Result<u32, Error>) {
        let came = self.script.ms();
        let answer = self.client.request(request).await;
        let answered = Answered { answer, came, ms: self.script.ms() };
        self.right(request, answered, expected);
        self.open_at_once(request, answered);
    }

    /// Claims that this request, which waited for no other one, was told that the breaker
    /// is open when it came, or when its own call had failed.
    #[track_caller]
    fn open_at_once(&self, request: u32, Answered { answer, came, ms }: Answered) {
        let ends = self.script.ends.all();
        let due = ends.last().map_or(came, |end| came.max(end.ms));
        let detail = format!(
            "Request {request} returned Open at {ms} ms. It was due at {due} ms."
        );
        let at_once = answer != Err(Error::Open) || ms == due;
        claim(at_once, "a request waited while the breaker was open", detail);
    }

    /// Claims that these calls were made: of which request, at how many ms.
    fn called(&self, expected: &[(u32, u128)]) {
        self.script.claims();
        let calls = self.script.calls.all();
        for (place, (call, &(request, _))) in calls.iter().zip(expected).enumerate()
        {
            let detail = format!(
                "Call {} was for request {}. It was the turn of request {request}.",
                place + 1,
                call.request
            );
            claim(call.request == request, "the calls are out of order", detail);
        }
        let count = format!(
            "{} calls were made, expected {}.",
            calls.len(),
            expected.len()
        );
        claim(
            calls.len() <= expected.len(),
            "too many calls were made",
            count.clone(),
        );
        claim(calls.len() >= expected.len(), "too few calls were made", count);
        for (&Call { request, ms }, &(_, due)) in calls.iter().zip(expected) {
            let detail = format!(
                "A call of request {request} began at {ms} ms. It was due at {due} \
                 ms."
            );
            claim(ms <= due, "a call began too late", detail);
        }
    }

    /// Claims that this is the answer.
    #[track_caller]
    fn right(
        &self,
        request: u32,
        Answered { answer, came, ms }: Answered,
        expected: Result<u32, Error>,
    ) {
        self.script.claims();
        let Settings { patience, tries, .. } = self.script.settings;
        let tries = tries as usize;
        let calls = self.script.calls_of(request);
        let waited = ms - came;
        let patience = patience.as_millis();
        let due = match expected {
            Err(Error::TimedOut) => format!(" at {} ms", came + patience),
            _ => String::new(),
        };
        let detail = format!(
            "Request {request} returned {answer:?} at {ms} ms, after {calls} of at \
             most {tries} calls. Expected: {expected:?}{due}."
        );
        let pauses = self.script.pauses();
        let open = pauses.iter().any(|pause| pause.contains(&ms));
        let over = pauses.iter().any(|pause| came < pause.end && pause.end <= ms);
        let title = match (answer, expected) {
            (_, Err(Error::TimedOut)) if waited > patience => {
                "a request waited too long"
            }
            (Err(Error::TimedOut), _) if calls > 0 => {
                "a request timed out after its call began"
            }
            (Err(Error::TimedOut), _) if waited < patience => {
                "a request timed out too early"
            }
            (Err(Error::TimedOut), Err(Error::Open)) if open => {
                "a request waited while the breaker was open"
            }
            (Err(Error::TimedOut), _) => "a request never got its turn",
            (Err(Error::Open), _) if !open => {
                "a request returned Open while the breaker was closed"
            }
            (Err(Error::Open), Err(Error::Failed)) if calls == tries => {
                "a request returned Open in place of Failed"
            }
            (_, Err(Error::Open)) if over => {
                "a request waited until the pause was over"
            }
            (Err(Error::Failed), Err(Error::Open)) if open => {
                "a request returned Failed in place of Open"
            }
            (Err(Error::Failed), Ok(_) | Err(Error::Open)) if calls < tries => {
                "a request made too few calls"
            }
            (Ok(_), Ok(_)) => "the answer belongs to another request",
            _ => "the answer is wrong",
        };
        claim(answer == expected, title, detail);
    }

    /// Claims that request 2, if it was given up, was not called.
    fn not_called_for_nobody(&self, answer: Result<u32, Error>) {
        let called = self.script.calls.all().iter().any(|call| call.request == 2);
        let gave_up = answer == Err(Error::TimedOut);
        let detail =
            "Request 2 returned TimedOut, but the service was called for it.";
        claim(
            !(gave_up && called),
            "a request was called that had timed out",
            detail.to_string(),
        );
    }
}

async fn turns(size: usize) {
    let made = Made::new(SETTINGS, &[]);
    let mut tasks = Vec::new();
    for request in 1..=size as u32 {
        tasks.push(made.asks(request));
        made.until(u64::from(request)).await;
    }
    for (request, task) in (1..).zip(tasks) {
        made.right(request, task.await.unwrap(), Ok(10 * request));
    }
    made.called(&[(1, 0), (2, 10), (3, 20)][..size]);
}

/// Who makes the next request at once has not waited as long as who waits already.
async fn again() {
    let made = Made::new(SETTINGS, &[]);
    let asks = async {
        made.until(1).await;
        made.asks(2)
    };
    let ((), second) = join!(made.answers(1, Ok(10)), asks);
    made.answers(3, Ok(30)).await;
    made.right(2, second.await.unwrap(), Ok(20));
    made.called(&[(1, 0), (2, 10), (3, 20)]);
}

/// From call to call, not on a grid of 10 ms: the second call is between two of its lines.
async fn between() {
    let made = Made::new(SETTINGS, &[]);
    made.answers(1, Ok(10)).await;
    made.until(13).await;
    let second = made.asks(2);
    made.until(14).await;
    let third = made.asks(3);
    made.right(2, second.await.unwrap(), Ok(20));
    made.right(3, third.await.unwrap(), Ok(30));
    made.called(&[(1, 0), (2, 13), (3, 23)]);
}

/// This request keeps the others from their turns until 50 ms.
async fn gives_up(first: u32, interval: u64) {
    let interval = Duration::from_millis(interval);
    let made = Made::new(Settings { interval, ..SETTINGS }, &[]);
    let slow = made.asks(first);
    made.until(1).await;
    let late = made.asks(2);
    made.until(20).await;
    let next = made.asks(3);
    let late = late.await.unwrap();
    made.right(2, late, Err(Error::TimedOut));
    given_up_at(36, 2, late);
    made.right(first, slow.await.unwrap(), Ok(10 * first));
    let next = next.await.unwrap();
    made.not_called_for_nobody(late.answer);
    made.right(3, next, Ok(30));
    made.called(&[(first, 0), (3, 50)]);
}

async fn long() {
    let [patience, interval] = [3, 60].map(Duration::from_millis);
    let made = Made::new(Settings { patience, interval, ..SETTINGS }, &[1]);
    // Its first call fails, its second one succeeds.
    made.answers(9, Ok(90)).await;
    made.called(&[(9, 0), (9, 60)]);
    equal("the time at the end, in ms,", made.script.ms(), 110);
}

/// Claims that this request was given up when its time was over.
fn given_up_at(due: u128, request: u32, Answered { came, ms, .. }: Answered) {
    let detail = format!(
        "Request {request} came at {came} ms and returned TimedOut at {ms} ms. It \
         was due at {due} ms."
    );
    claim(ms <= due, "a request waited too long", detail.clone());
    claim(ms >= due, "a request timed out too early", detail);
}

async fn given_up() {
    let settings = Settings { tries: 1, failures: 1, ..SETTINGS };
    let made = Made::new(settings, &[1]);
    let slow = made.asks(9);
    made.until(1).await;
    let second = made.asks(2);
    made.until(2).await;
    let third = made.asks(3);
    for (request, task, due) in [(2, second, 36), (3, third, 37)] {
        let answered = task.await.unwrap();
        made.right(request, answered, Err(Error::TimedOut));
        given_up_at(due, request, answered);
    }
    made.right(9, slow.await.unwrap(), Err(Error::Failed));
    made.answers(4, Err(Error::Open)).await;
    made.called(&[(9, 0)]);
}

/// A request that times out is no call that failed.
async fn succeeds() {
    let settings = Settings { tries: 1, failures: 1, ..SETTINGS };
    let made = Made::new(settings, &[]);
    let slow = made.asks(9);
    made.until(1).await;
    let second = made.asks(2).await.unwrap();
    made.right(2, second, Err(Error::TimedOut));
    given_up_at(36, 2, second);
    made.right(9, slow.await.unwrap(), Ok(90));
    made.answers(4, Ok(40)).await;
    made.called(&[(9, 0), (4, 50)]);
}

/// When request 3 comes, nobody can know yet when the call after the next is due.
async fn behind() {
    let interval = Duration::from_millis(50);
    let made = Made::new(Settings { interval, ..SETTINGS }, &[]);
    let first = made.asks(1);
    made.until(20).await;
    let second = made.asks(2);
    made.until(30).await;
    let third = made.asks(3).await.unwrap();
    made.right(3, third, Err(Error::TimedOut));
    given_up_at(65, 3, third);
    made.right(1, first.await.unwrap(), Ok(10));
    made.right(2, second.await.unwrap(), Ok(20));
    made.until(150).await;
    made.called(&[(1, 0), (2, 50)]);
}

/// At the very end of the pause the breaker may be open or closed.
async fn after_pause(ms: u64) {
    let [interval, pause] = [100, 20].map(Duration::from_millis);
    let settings = Settings { interval, tries: 1, failures: 1, pause, ..SETTINGS };
    let made = Made::new(settings, &[1]);
    made.answers(1, Err(Error::Failed)).await;
    made.until(ms).await;
    let late = made.asks(2).await.unwrap();
    let is_open = ms == 24 && late.ms == 24 && late.answer == Err(Error::Open);
    if !is_open {
        made.right(2, late, Err(Error::TimedOut));
        given_up_at(u128::from(ms) + 35, 2, late);
    }
    made.until(150).await;
    made.not_called_for_nobody(late.answer);
    made.called(&[(1, 0)]);
}

/// The next call would be due when the patience is over.
async fn open() {
    let interval = Duration::from_millis(100);
    let settings = Settings { interval, tries: 1, failures: 1, ..SETTINGS };
    let made = Made::new(settings, &[1]);
    made.answers(1, Err(Error::Failed)).await;
    made.until(10).await;
    made.answers(2, Err(Error::Open)).await;
    equal("the time at the end, in ms,", made.script.ms(), 10);
    made.called(&[(1, 0)]);
}

async fn at_once() {
    let patience = Duration::from_millis(50);
    let made = Made::new(Settings { patience, ..SETTINGS }, &[]);
    let slow = made.asks(9);
    let other = made.asks(2);
    let other = other.await.unwrap();
    made.right(9, slow.await.unwrap(), Ok(90));
    sleep(Duration::from_millis(30)).await;
    made.not_called_for_nobody(other.answer);
}

async fn retries() {
    let made = Made::new(SETTINGS, &[1, 2]);
    let first = made.asks(1);
    made.until(1).await;
    let second = made.asks(2);
    made.right(1, first.await.unwrap(), Ok(10));
    made.right(2, second.await.unwrap(), Ok(20));
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
    let made = Made::new(settings, &[1, 2, 3, 4, 5, 7, 8]);
    made.answers(1, Err(Error::Failed)).await;
    made.answers(2, Err(Error::Open)).await;
    made.answers(3, Err(Error::Open)).await;
    made.until(70).await;
    made.answers(4, Err(Error::Open)).await;
    made.until(80).await;
    made.answers(5, Err(Error::Open)).await;
    made.until(130).await;
    made.answers(6, Err(Error::Open)).await;
    made.until(140).await;
    // The second trial, and it fails as the first one did.
    made.answers(7, Err(Error::Open)).await;
    made.until(190).await;
    made.answers(11, Err(Error::Open)).await;
    made.until(200).await;
    made.answers(12, Ok(120)).await;
    // Two failures in a row since the success: not enough.
    made.answers(8, Err(Error::Failed)).await;
    made.answers(10, Ok(100)).await;
    let before = [(1, 0), (1, 10), (2, 20), (5, 80)];
    let after = [(7, 140), (12, 200), (8, 210), (8, 220), (10, 230)];
    made.called(&[&before[..], &after].concat());
    equal("the time at the end, in ms,", made.script.ms(), 234);
}

async fn row() {
    let made =
        Made::new(Settings { tries: 1, failures: 3, ..SETTINGS }, &[1, 2, 4, 5]);
    for request in 1..=6 {
        let succeeds = request % 3 == 0;
        let expected = if succeeds { Ok(10 * request) } else { Err(Error::Failed) };
        made.answers(request, expected).await;
    }
    let calls = [(1, 0), (2, 10), (3, 20), (4, 30), (5, 40), (6, 50)];
    made.called(&calls);
}

async fn queue() {
    let made = Made::new(Settings { tries: 2, failures: 2, ..SETTINGS }, &[1, 2]);
    let first = made.asks(1);
    made.until(1).await;
    let second = made.asks(2);
    made.right(1, first.await.unwrap(), Err(Error::Failed));
    let second = second.await.unwrap();
    made.right(2, second, Err(Error::Open));
    let ms = second.ms;
    let detail =
        format!("The breaker opened at 14 ms. Request 2 waited until {ms} ms.");
    claim(ms == 14, "a request waited too long", detail);
    equal("the number of calls", made.script.calls.all().len(), 2);
}
