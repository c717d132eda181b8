// cargo add anyhow@1.0.104
// cargo add tokio@1.54 --features macros,test-util

use std::sync::{Mutex, OnceLock, PoisonError};
use std::time::Duration;

use anyhow::{Result, bail, ensure};
use tokio::join;
use tokio::time::{Instant, sleep, sleep_until, timeout};

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() {
    clock(); // begins to count
    let breaker = Breaker::new("breaker");

    let start = Instant::now();
    let calls = async {
        for number in 1..=11 {
            sleep_until(start + Duration::from_millis(20 * number)).await;
            match breaker.call(|| ask(start)).await {
                Ok(()) => {
                    println!("{:4} ms  caller: call {number}: printed", clock())
                }
                Err(error) => {
                    println!("{:4} ms  caller: call {number}: {error}", clock())
                }
            }
        }
    };
    let slow = async {
        // It begins while the breaker is closed, and ends while it is half open.
        let prints = async || {
            sleep(Duration::from_millis(142)).await;
            Ok(())
        };
        let printed = breaker.call(prints).await.is_ok();
        println!("{:4} ms  caller: the slow call: printed {printed}", clock());
    };
    join!(calls, slow);

    let call_12 = breaker.call(|| ask(start));
    let call_13 = breaker.call(|| ask(start));
    let (a, b) = join!(call_12, call_13); // neither waits for the other
    let printed = a.is_ok() && b.is_ok();
    println!(
        "{:4} ms  caller: calls 12 and 13, at the same time: printed {printed}",
        clock()
    );

    for _ in 0..FAILURES {
        let call = breaker.call(|| ask(start));
        timeout(Duration::from_millis(1), call).await.unwrap_err(); // drops it
    }
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
    phase: Mutex<Phase>,
}

/// From one change of the state to the next. By its number a call that ends knows
/// whether it began in the same phase.
struct Phase {
    number: u64,
    state: State,
}

impl Phase {
    fn next(&mut self, state: State) {
        *self = Phase { number: self.number + 1, state };
    }
}

/// Each state holds what belongs to it: an open breaker counts no failures.
enum State {
    Closed {
        failures: u32,
    },
    Open {
        until: Instant,
    },
    /// One call tries, however long it takes; all others are refused.
    HalfOpen,
}

const FAILURES: u32 = 3;

const PAUSE: Duration = Duration::from_millis(50);

impl Breaker {
    fn new(task: &'static str) -> Self {
        let state = State::Closed { failures: 0 };
        Self { task, phase: Mutex::new(Phase { number: 0, state }) }
    }

    /// The phase is locked before the call and after it, never during the call.
    async fn call<T>(&self, service: impl AsyncFnOnce() -> Result<T>) -> Result<T> {
        let mut admitted = self.admit()?;
        let answer = service().await;
        admitted.ok = answer.is_ok();
        answer
    }

    fn admit(&self) -> Result<Admitted<'_>> {
        let now = Instant::now();
        let mut phase = self.phase.lock().unwrap();
        match phase.state {
            State::Closed { .. } => {}
            State::Open { until } if now >= until => {
                println!("{:4} ms  {}: half open", clock(), self.task);
                phase.next(State::HalfOpen);
            }
            State::Open { .. } | State::HalfOpen => bail!("refused"),
        }
        Ok(Admitted { breaker: self, number: phase.number, ok: false })
    }

    /// A `drop` calls it, perhaps in a panic: a second one would abort the process.
    fn note(&self, number: u64, ok: bool) {
        let mut phase = self.phase.lock().unwrap_or_else(PoisonError::into_inner);
        if phase.number != number {
            return; // the call began in another phase, and ends late
        }
        match &mut phase.state {
            State::Closed { failures } if ok => *failures = 0,
            State::Closed { failures } if *failures + 1 < FAILURES => {
                *failures += 1;
            }
            State::HalfOpen if ok => {
                println!("{:4} ms  {}: closed", clock(), self.task);
                phase.next(State::Closed { failures: 0 });
            }
            State::Closed { .. } | State::HalfOpen => {
                println!("{:4} ms  {}: open", clock(), self.task);
                phase.next(State::Open { until: Instant::now() + PAUSE });
            }
            State::Open { .. } => {} // no call begins in it
        }
    }
}

/// A call that was let in. `drop` notes its result also if the call panics, or if
/// it is dropped before it ends.
struct Admitted<'a> {
    breaker: &'a Breaker,
    /// Of the phase in which the call began.
    number: u64,
    ok: bool,
}

impl Drop for Admitted<'_> {
    fn drop(&mut self) {
        self.breaker.note(self.number, self.ok);
    }
}

/// Milliseconds since its first call, on tokio's paused clock.
fn clock() -> u128 {
    static START: OnceLock<tokio::time::Instant> = OnceLock::new();
    START.get_or_init(tokio::time::Instant::now).elapsed().as_millis()
}
