//! What to do when the other side fails.

use std::any::Any;
use std::iter::{repeat, successors};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use anyhow::{Result, bail, ensure};
use crossbeam::channel::{self, Receiver};
use shared::{Log, Task};
use tokio::join;
use tokio::time::{Instant, sleep, sleep_until, timeout};

/// A service that is down costs its callers time, and their calls keep it down.
/// After three failures in a row, a breaker between them opens: it refuses each
/// call. After 50 ms it is half open: one new call tries, and its result alone
/// closes it or opens it again. A call that is dropped, by a timeout for instance,
/// counts as failed. The standard libraries of Go and Python have no breaker. A
/// refused call does not run its closure, so the service never hears of it.
#[tokio::main(flavor = "current_thread", start_paused = true)]
pub async fn circuit_breaker(log: &Log) {
    log.clock(Instant::now);
    let caller = log.task("caller");
    let breaker = Breaker::new(caller.starts("breaker"));
    let service = caller.starts("service");

    let start = Instant::now();
    let calls = async {
        for number in 1..=11 {
            sleep_until(start + Duration::from_millis(20 * number)).await;
            match breaker.call(|| ask(&service, start)).await {
                Ok(()) => writeln!(caller, "call {number}: printed"),
                Err(error) => writeln!(caller, "call {number}: {error}"),
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
        writeln!(caller, "the slow call: printed {printed}");
    };
    join!(calls, slow);

    let call_12 = breaker.call(|| ask(&service, start));
    let call_13 = breaker.call(|| ask(&service, start));
    let (a, b) = join!(call_12, call_13); // neither waits for the other
    let printed = a.is_ok() && b.is_ok();
    writeln!(caller, "calls 12 and 13, at the same time: printed {printed}");

    for _ in 0..FAILURES {
        let call = breaker.call(|| ask(&service, start));
        timeout(Duration::from_millis(1), call).await.unwrap_err(); // drops it
    }
}

/// It is down from 30 to 170 ms, and takes 5 ms to answer.
async fn ask(service: &Task, start: Instant) -> Result<()> {
    writeln!(service, "is asked");
    let up = !(30..170).contains(&start.elapsed().as_millis());
    sleep(Duration::from_millis(5)).await;
    ensure!(up, "out of paper");
    Ok(())
}

struct Breaker {
    task: Task,
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
    fn new(task: Task) -> Self {
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
                writeln!(self.task, "half open");
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
                writeln!(self.task, "closed");
                phase.next(State::Closed { failures: 0 });
            }
            State::Closed { .. } | State::HalfOpen => {
                writeln!(self.task, "open");
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

/// A call that has failed is made again after a delay: `try_again` gets the
/// operation and an iterator of delays, and gives up when they end. The
/// delays are fixed, doubled up to a limit, or random (jitter), so that
/// clients that failed together come back apart. Go and Python write the
/// same as a loop. Do not try again after a failure that will not pass (a
/// printer that does not exist): the type of the error has to say so. Other
/// failures come after the work was done, as when the answer to a payment
/// is lost. Then try again only if doing it twice does no harm.
#[tokio::main(flavor = "current_thread", start_paused = true)]
pub async fn retry(log: &Log) {
    log.clock(Instant::now);
    let main = log.task("main");
    let ten = Duration::from_millis(10);
    let doubled = || {
        let limit = Duration::from_millis(50);
        // The first delay, and how each one is made from the one before it.
        successors(Some(ten), move |delay| Some((*delay * 2).min(limit)))
    };
    let mut random = Random(7); // for this page: the same delays in every run
    let jittered = doubled().map(|longest| random.up_to(longest));

    join!(
        client(main.starts("fixed"), repeat(ten), Failure::Busy),
        client(main.starts("doubled"), doubled(), Failure::Busy),
        client(main.starts("jittered"), jittered, Failure::Busy),
        client(main.starts("impatient"), doubled().take(1), Failure::Busy),
        client(main.starts("hopeless"), doubled(), Failure::NoSuchPrinter),
    );
}

/// Calls `operation` until it succeeds, until it fails in a way that will not pass,
/// or until the delays end. Returns the last failure. `AsyncFnMut` is a closure that
/// returns a future.
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
    client: Task,
    delays: impl Iterator<Item = Duration>,
    failure: Failure,
) {
    let mut tries = 0;
    let printed = try_again(delays, async || {
        tries += 1;
        writeln!(client, "try {tries}");
        if tries <= 5 { Err(failure) } else { Ok(()) }
    });
    match printed.await {
        Ok(()) => writeln!(client, "printed"),
        Err(failure) => writeln!(client, "gives up: {failure:?}"),
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

/// In Go a panic that its goroutine does not recover ends the process. In Python a
/// thread ends, and `join` does not tell. In Rust a panic ends the worker, and the
/// join tells its supervisor. The supervisor starts another worker with fresh
/// state, after a pause that doubles. It gives up after some restarts, because a
/// restart does not cure an error that comes back. The job that caused the panic
/// is not given back to the queue, because it might end the next worker, too.
pub fn supervisor(log: &Log) {
    let main = log.task("main");
    for pages in [["good", "torn", "good", "torn", "good"], ["torn"; 5]] {
        let (queue, jobs) = channel::unbounded();
        for page in pages {
            queue.send(page).unwrap();
        }
        drop(queue);
        match supervise(&main, &jobs) {
            Ok(restarts) => {
                writeln!(main, "the queue is empty, restarts: {restarts}");
            }
            Err(error) => writeln!(main, "{error}; pages left: {}", jobs.len()),
        }
    }
}

fn supervise(main: &Task, jobs: &Receiver<&'static str>) -> Result<u32> {
    let mut restarts = 0;
    let mut pause = Duration::from_millis(1);
    loop {
        let worker = main.starts(format!("worker {restarts}"));
        let jobs = jobs.clone();
        let working = thread::spawn(move || print_all(&worker, &jobs));
        let Err(panic) = working.join() else { return Ok(restarts) };
        let why = message(&*panic);
        if restarts == 3 {
            bail!("gives up after {restarts} restarts: {why}");
        }
        restarts += 1;
        writeln!(main, "restart {restarts} in {} ms: {why}", pause.as_millis());
        thread::sleep(pause);
        pause *= 2;
    }
}

fn print_all(worker: &Task, jobs: &Receiver<&'static str>) {
    for page in jobs {
        if page == "torn" {
            panic!("paper jam");
        }
        writeln!(worker, "prints a {page} page");
    }
}

/// A panic hands over what `panic!` was given: a `String` if there was something to
/// format, else a `&str`. It comes as `Any`, a value of an unknown type;
/// `downcast_ref` returns it if it has the type that is asked for.
fn message(panic: &(dyn Any + Send)) -> &str {
    match panic.downcast_ref::<String>() {
        Some(text) => text,
        None => panic.downcast_ref::<&str>().unwrap_or(&"no text"),
    }
}
