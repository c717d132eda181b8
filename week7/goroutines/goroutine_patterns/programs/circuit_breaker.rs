// cargo add anyhow@1.0.104
// cargo add tokio@1.54 --features macros,test-util

use std::sync::{Mutex, OnceLock};
use std::time::Duration;

use anyhow::{Result, bail, ensure};
use tokio::join;
use tokio::time::{Instant, sleep, sleep_until};

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    clock(); // begins to count
    let breaker = Breaker::new("breaker");

    let start = Instant::now();
    for number in 1..=11 {
        sleep_until(start + Duration::from_millis(20 * number)).await;
        match breaker.call(ask(start)).await {
            Ok(()) => println!("{:4} ms  caller: call {number}: printed", clock()),
            Err(error) => {
                println!("{:4} ms  caller: call {number}: {error}", clock())
            }
        }
    }
    let call_12 = breaker.call(ask(start));
    let call_13 = breaker.call(ask(start));
    let (a, b) = join!(call_12, call_13); // neither waits for the other
    let printed = a.is_ok() && b.is_ok();
    println!(
        "{:4} ms  caller: calls 12 and 13, at the same time: printed {printed}",
        clock()
    );
}

/// It is down from 30 to 170 ms, and takes 5 ms to answer.
async fn ask(start: Instant) -> Result<()> {
    println!("{:4} ms  service: is asked", clock());
    let up = !(30..170).contains(&start.elapsed().as_millis());
    sleep(Duration::from_millis(5)).await;
    ensure!(up, "out of paper");
    Ok(())
}

struct Breaker {
    task: &'static str,
    state: Mutex<State>,
}

/// Each state holds what belongs to it: an open breaker counts no failures.
enum State {
    Closed {
        failures: u32,
    },
    Open {
        until: Instant,
    },
    /// One call tries. If it is dropped and never ends, another may try later.
    HalfOpen {
        until: Instant,
    },
}

const FAILURES: u32 = 3;

const PAUSE: Duration = Duration::from_millis(50);

impl Breaker {
    fn new(task: &'static str) -> Self {
        Self { task, state: Mutex::new(State::Closed { failures: 0 }) }
    }

    /// The state is locked before the call and after it, never during the call.
    async fn call<T>(&self, service: impl Future<Output = Result<T>>) -> Result<T> {
        self.admit()?;
        let answer = service.await;
        self.note(answer.is_ok());
        answer
    }

    fn admit(&self) -> Result<()> {
        let now = Instant::now();
        let mut state = self.state.lock().unwrap();
        match *state {
            State::Closed { .. } => {}
            State::Open { until } | State::HalfOpen { until } if now < until => {
                bail!("refused");
            }
            State::Open { .. } | State::HalfOpen { .. } => {
                println!("{:4} ms  {}: half open", clock(), self.task);
                *state = State::HalfOpen { until: now + PAUSE };
            }
        }
        Ok(())
    }

    fn note(&self, ok: bool) {
        let mut state = self.state.lock().unwrap();
        let failures = match *state {
            State::Closed { failures } => failures + 1,
            State::HalfOpen { .. } => FAILURES,
            State::Open { .. } => return, // a call from before, which ends late
        };
        if ok {
            if let State::HalfOpen { .. } = *state {
                println!("{:4} ms  {}: closed", clock(), self.task);
            }
            *state = State::Closed { failures: 0 };
        } else if failures == FAILURES {
            println!("{:4} ms  {}: open", clock(), self.task);
            *state = State::Open { until: Instant::now() + PAUSE };
        } else {
            *state = State::Closed { failures };
        }
    }
}

/// Milliseconds since its first call, on tokio's paused clock.
fn clock() -> u128 {
    static START: OnceLock<tokio::time::Instant> = OnceLock::new();
    START.get_or_init(tokio::time::Instant::now).elapsed().as_millis()
}
