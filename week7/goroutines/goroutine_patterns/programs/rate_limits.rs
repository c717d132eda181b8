// cargo add tokio@1.54 --features macros,test-util

use std::collections::VecDeque;
use std::sync::OnceLock;
use std::time::Duration;

use tokio::join;
use tokio::time::{self, Instant, Interval, interval, sleep, sleep_until};

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    let mut tokens = TokenBucket { tokens: 3, made: Instant::now() };
    let mut leak = LeakyBucket::new();
    let mut window = SlidingWindow::default();
    sleep(2 * EVERY).await; // nobody comes: the bucket is full, and stays at three

    clock(); // begins to count
    join!(
        burst("tokens", async || tokens.admit().await),
        burst("leak", async || leak.admit().await),
        burst("window", async || window.admit().await),
    );

    // At 50 ms the window is full until 60 ms.
    time::timeout(EVERY / 2, window.admit()).await.unwrap_err();
    println!("{:4} ms  main: one gives up", clock());
    window.admit().await;
    println!("{:4} ms  main: the next one passes", clock());
}

/// `admit` is an async closure: each call returns a future.
async fn burst(limited: &'static str, mut admit: impl AsyncFnMut()) {
    for request in 1..=6 {
        admit().await;
        println!("{:4} ms  {limited}: request {request}", clock());
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
        // a full bucket runs over
        self.tokens = self.tokens.saturating_add(new).min(3);
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
            // not before: the request may give up its wait
            self.admitted.pop_front();
        }
        self.admitted.push_back(Instant::now());
    }
}

/// Milliseconds since its first call, on tokio's paused clock.
fn clock() -> u128 {
    static START: OnceLock<tokio::time::Instant> = OnceLock::new();
    START.get_or_init(tokio::time::Instant::now).elapsed().as_millis()
}
