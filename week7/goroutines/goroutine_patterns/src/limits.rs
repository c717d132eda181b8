//! Not too many, not too long, not too often.

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;

use shared::{Log, Task};
use tokio::join;
use tokio::sync::Semaphore;
use tokio::task::JoinSet;
use tokio::time::{self, Instant, Interval, interval, sleep, sleep_until};

/// In Go a buffered channel counts the places, or `errgroup.SetLimit` does; in Python
/// it is `asyncio.Semaphore`. A semaphore hands out a fixed number of permits. A
/// permit is a value: it is moved into the task, and dropping it gives it back, in a
/// panic, too. Main takes the permit before it starts the task, so at most three
/// tasks are at work, and the others do not exist yet.
#[tokio::main(flavor = "current_thread", start_paused = true)]
pub async fn bounded_parallelism(log: &Log) {
    log.clock(Instant::now);
    let main = log.task("main");
    let printers = Arc::new(Semaphore::new(3));

    let mut pages = JoinSet::new();
    for number in 1..=20 {
        let printer = Arc::clone(&printers).acquire_owned().await.unwrap();
        let page = main.starts(format!("page {number}"));
        pages.spawn(async move {
            writeln!(page, "goes in");
            sleep(Duration::from_millis(10)).await;
            writeln!(page, "comes out");
            drop(printer); // gives the permit back, and wakes main if it waits
        });
    }
    let printed = pages.join_all().await.len();
    writeln!(main, "{printed} pages");
}

/// In Go, `context.WithTimeout` only asks: a goroutine that does not look at
/// the context goes on. In Rust the future that is late is dropped at its
/// await. Its values are dropped, and nothing after that await runs.
/// asyncio's `wait_for` raises an exception at the await instead, in a
/// spawned task too. In tokio a timeout does not stop a spawned task: it
/// drops only the handle, the task runs on, and `abort` would stop it.
#[tokio::main(flavor = "current_thread", start_paused = true)]
pub async fn timeout(log: &Log) {
    log.clock(Instant::now);
    let main = log.task("main");

    for takes in [20, 200] {
        let job = print(main.starts(format!("{takes} ms job")), takes);
        main.waits_for("the job, 50 ms at most");
        let in_time = time::timeout(Duration::from_millis(50), job).await.is_ok();
        writeln!(main, "in time: {in_time}");
    }

    let mut job = tokio::spawn(print(main.starts("spawned job"), 200));
    main.waits_for("the handle, 50 ms at most");
    // `&mut` lends the handle, which is awaited again below.
    let in_time = time::timeout(Duration::from_millis(50), &mut job).await.is_ok();
    writeln!(main, "spawned, in time: {in_time}");
    job.await.unwrap();
    writeln!(main, "spawned, and printed all the same");
}

async fn print(job: Task, takes: u64) {
    writeln!(job, "opens the printer");
    let printer = OpenPrinter(job);
    sleep(Duration::from_millis(takes)).await; // the timeout can drop it only here
    writeln!(printer.0, "prints");
}

struct OpenPrinter(Task);

impl Drop for OpenPrinter {
    fn drop(&mut self) {
        writeln!(self.0, "closes the printer");
    }
}

/// Six requests come at once and meet three limits. A token bucket (in Go:
/// `x/time/rate`) makes a token every 10 ms and saves up to three: then a burst
/// of three passes. A leaky bucket lets one request through every 10 ms, and
/// never a burst. A sliding window allows three requests in any 30 ms, so it
/// lets them through in threes. In the long run all three allow the same.
/// Python's standard library has none of them.
#[tokio::main(flavor = "current_thread", start_paused = true)]
pub async fn rate_limits(log: &Log) {
    let mut tokens = TokenBucket { tokens: 3, made: Instant::now() };
    let mut leak = LeakyBucket::new();
    let mut window = SlidingWindow::default();
    sleep(2 * EVERY).await; // nobody comes: the bucket is full, and stays at three

    log.clock(Instant::now);
    let main = log.task("main");
    join!(
        burst(main.starts("tokens"), async || tokens.admit().await),
        burst(main.starts("leak"), async || leak.admit().await),
        burst(main.starts("window"), async || window.admit().await),
    );

    // At 50 ms the window is full until 60 ms.
    time::timeout(EVERY / 2, window.admit()).await.unwrap_err();
    writeln!(main, "one gives up");
    window.admit().await;
    writeln!(main, "the next one passes");
}

/// `admit` is an async closure: each call returns a future.
async fn burst(limited: Task, mut admit: impl AsyncFnMut()) {
    for request in 1..=6 {
        admit().await;
        writeln!(limited, "request {request}");
    }
}

/// How often each limit lets one request through in the long run.
const EVERY: Duration = Duration::from_millis(10);

struct TokenBucket {
    tokens: u32,
    /// When the last token was made.
    made: Instant,
}

impl TokenBucket {
    async fn admit(&mut self) {
        if self.tokens == 0 {
            sleep_until(self.made + EVERY).await;
        }
        let new = self.made.elapsed().as_millis() / EVERY.as_millis();
        let new = u32::try_from(new).unwrap_or(u32::MAX);
        self.made += EVERY * new;
        self.tokens = self.tokens.saturating_add(new).min(3); // a full bucket runs over
        self.tokens -= 1;
    }
}

/// An interval lets one request through at each tick. `reset` counts the
/// period from the request that has passed, so no tick is made up for.
struct LeakyBucket(Interval);

impl LeakyBucket {
    fn new() -> Self {
        Self(interval(EVERY))
    }

    async fn admit(&mut self) {
        self.0.tick().await;
        self.0.reset();
    }
}

#[derive(Default)]
struct SlidingWindow {
    /// The last three, the oldest first.
    admitted: VecDeque<Instant>,
}

impl SlidingWindow {
    async fn admit(&mut self) {
        if self.admitted.len() == 3 {
            sleep_until(self.admitted[0] + 3 * EVERY).await;
            self.admitted.pop_front(); // not before: the request may give up its wait
        }
        self.admitted.push_back(Instant::now());
    }
}
