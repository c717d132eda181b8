// cargo add anyhow@1.0.104
// cargo add tokio@1.54 --features macros,test-util

use std::iter::{repeat, successors};
use std::sync::OnceLock;
use std::time::Duration;

use anyhow::Result;
use tokio::join;
use tokio::time::sleep;

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    clock(); // begins to count
    let ten = Duration::from_millis(10);
    let doubled = || {
        let limit = Duration::from_millis(50);
        // The first delay, and how each one is made from the one before it.
        successors(Some(ten), move |delay| Some((*delay * 2).min(limit)))
    };
    let mut random = Random(7); // for this page: the same delays in every run
    let jittered = doubled().map(|longest| random.up_to(longest));

    join!(
        client("fixed", repeat(ten), Failure::Busy),
        client("doubled", doubled(), Failure::Busy),
        client("jittered", jittered, Failure::Busy),
        client("impatient", doubled().take(1), Failure::Busy),
        client("hopeless", doubled(), Failure::NoSuchPrinter),
    );
}

/// Calls `operation` until it succeeds, until it fails in a way that will not pass,
/// or until the delays end. Returns the last failure. `AsyncFnMut` is a closure
/// that returns a future.
async fn try_again<T>(
    mut delays: impl Iterator<Item = Duration>,
    mut operation: impl AsyncFnMut() -> Result<T, Failure>,
) -> Result<T, Failure> {
    loop {
        let failure = match operation().await {
            Ok(value) => return Ok(value),
            Err(failure) => failure,
        };
        match delays.next() {
            Some(delay) if failure.may_pass() => sleep(delay).await,
            _ => return Err(failure),
        }
    }
}

#[derive(Clone, Copy, Debug)]
enum Failure {
    Busy,
    NoSuchPrinter,
}

impl Failure {
    fn may_pass(self) -> bool {
        matches!(self, Failure::Busy)
    }
}

/// Its first five tries fail in this way.
async fn client(
    client: &'static str,
    delays: impl Iterator<Item = Duration>,
    failure: Failure,
) {
    let mut tries = 0;
    let printed = try_again(delays, async || {
        tries += 1;
        println!("{:4} ms  {client}: try {tries}", clock());
        if tries <= 5 { Err(failure) } else { Ok(()) }
    });
    match printed.await {
        Ok(()) => println!("{:4} ms  {client}: printed", clock()),
        Err(failure) => {
            println!("{:4} ms  {client}: gives up: {failure:?}", clock())
        }
    }
}

/// An xorshift generator. It is good enough to spread clients, and no good for
/// secrets. Give each process another seed, or their delays are the same.
struct Random(u64);

impl Random {
    /// A whole number of milliseconds, from 1 to `longest`.
    fn up_to(&mut self, longest: Duration) -> Duration {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        let longest = (longest.as_millis() as u64).max(1);
        Duration::from_millis(1 + self.0 % longest)
    }
}

/// Milliseconds since its first call, on tokio's paused clock.
fn clock() -> u128 {
    static START: OnceLock<tokio::time::Instant> = OnceLock::new();
    START.get_or_init(tokio::time::Instant::now).elapsed().as_millis()
}
