//! Not too many, not too long, not too often.

use std::collections::VecDeque;
use std::sync::Arc;

use shared::{Log, Task};
use tokio::join;
use tokio::sync::Semaphore;
use tokio::task::JoinSet;
use tokio::time::{
    Instant, Interval, MissedTickBehavior, interval, sleep, sleep_until,
    timeout as within,
};

use crate::time::ms;

/// In Go a buffered channel counts the places, or `errgroup.SetLimit`; in Python
/// `asyncio.Semaphore`. A semaphore hands out so many permits and no more; a permit is a
/// value, moved into the task, and dropping it gives it back, in a panic too. main takes
/// it before it starts the task, so that no more than three tasks exist at any time.
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
            sleep(ms(10)).await;
            writeln!(page, "comes out");
            drop(printer); // wakes main, if it waits for one
        });
    }
    let printed = pages.join_all().await.len();
    writeln!(main, "{printed} pages");
}

/// Go's `context.WithTimeout` asks: a goroutine that does not look at it goes on. Here
/// the future that lost is dropped where it waits, and its destructors run; nothing after
/// that await happens. Only a future is dropped so: a spawned task belongs to the runtime,
/// and who gives up on its handle has only stopped waiting (`abort` stops the task).
#[tokio::main(flavor = "current_thread", start_paused = true)]
pub async fn timeout(log: &Log) {
    log.clock(Instant::now);
    let main = log.task("main");

    for takes in [20, 200] {
        let job = print(main.starts(format!("{takes} ms job")), takes);
        main.waits_for("the job, 50 ms at most");
        let in_time = within(ms(50), job).await.is_ok();
        writeln!(main, "in time: {in_time}");
    }

    let mut job = tokio::spawn(print(main.starts("spawned job"), 200));
    main.waits_for("the handle, 50 ms at most");
    let in_time = within(ms(50), &mut job).await.is_ok();
    writeln!(main, "spawned, in time: {in_time}");
    job.await.unwrap();
    writeln!(main, "spawned, and printed all the same");
}

async fn print(job: Task, takes: u64) {
    writeln!(job, "opens the printer");
    let printer = OpenPrinter(job);
    sleep(ms(takes)).await; // dropped here, or never
    writeln!(printer.0, "prints");
}

struct OpenPrinter(Task);

impl Drop for OpenPrinter {
    fn drop(&mut self) {
        writeln!(self.0, "closes the printer");
    }
}

/// Six requests at once meet three limits. A token bucket saves up to three tokens and
/// makes one every 10 ms: a burst passes, then the rate holds (Go: `x/time/rate`). A leaky
/// bucket lets one through every 10 ms, never a burst. A sliding window allows three in
/// any 30 ms, so it lets them through in threes. All three allow the same in the long run.
#[tokio::main(flavor = "current_thread", start_paused = true)]
pub async fn rate_limits(log: &Log) {
    log.clock(Instant::now);
    let main = log.task("main");
    let mut tokens = TokenBucket { tokens: 3, made: Instant::now() };
    let mut leak = LeakyBucket::new();
    let mut window = SlidingWindow::default();

    join!(
        burst(main.starts("tokens"), async || tokens.admit().await),
        burst(main.starts("leak"), async || leak.admit().await),
        burst(main.starts("window"), async || window.admit().await),
    );
}

async fn burst(limited: Task, mut admit: impl AsyncFnMut()) {
    for request in 1..=6 {
        admit().await;
        writeln!(limited, "request {request}");
    }
}

struct TokenBucket {
    tokens: u32,
    /// When the last token was made.
    made: Instant,
}

impl TokenBucket {
    async fn admit(&mut self) {
        if self.tokens == 0 {
            sleep_until(self.made + ms(10)).await;
        }
        while self.made + ms(10) <= Instant::now() {
            self.made += ms(10);
            self.tokens = 3.min(self.tokens + 1); // a full bucket runs over
        }
        self.tokens -= 1;
    }
}

/// An interval is one, if it does not make up for the ticks that nobody took.
struct LeakyBucket(Interval);

impl LeakyBucket {
    fn new() -> Self {
        let mut drops = interval(ms(10));
        drops.set_missed_tick_behavior(MissedTickBehavior::Delay);
        Self(drops)
    }

    async fn admit(&mut self) {
        self.0.tick().await;
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
            let oldest = self.admitted.pop_front().expect("three of them");
            sleep_until(oldest + ms(30)).await;
        }
        self.admitted.push_back(Instant::now());
    }
}
