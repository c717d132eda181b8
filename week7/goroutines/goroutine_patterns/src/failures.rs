//! What to do when the other side fails.

use std::iter::{repeat, successors};
use std::thread;
use std::time::Duration;

use anyhow::{Result, bail, ensure};
use crossbeam::channel::{self, Receiver};
use shared::{Log, Task};
use tokio::join;
use tokio::time::{Instant, sleep};

use crate::panics;
use crate::time::ms;

/// Asking a service that is down costs time and keeps it down. After three failures in a
/// row the breaker is open and refuses at once; 50 ms later it is half open: one call
/// tries, and closes it or opens it again. An enum holds what belongs to each state, so
/// no open breaker has a count. A future does nothing until it is polled: the call of a
/// refused caller is dropped and the service never hears of it.
#[tokio::main(flavor = "current_thread", start_paused = true)]
pub async fn circuit_breaker(log: &Log) {
    log.clock(Instant::now);
    let caller = log.task("caller");
    let mut breaker = Breaker::new(caller.starts("breaker"));
    let service = caller.starts("service");

    let mut up = [true, false, false, false, false, true, true].into_iter();
    for number in 1..=11 {
        let call = async {
            writeln!(service, "is asked");
            ensure!(up.next() == Some(true), "out of paper");
            Ok(())
        };
        match breaker.call(call).await {
            Ok(()) => writeln!(caller, "call {number}: printed"),
            Err(error) => writeln!(caller, "call {number}: {error:#}"),
        }
        sleep(ms(20)).await;
    }
}

struct Breaker {
    task: Task,
    state: State,
}

enum State {
    Closed { failures: u32 },
    Open { until: Instant },
    HalfOpen,
}

impl Breaker {
    fn new(task: Task) -> Self {
        Self { task, state: State::Closed { failures: 0 } }
    }

    /// It is borrowed mutably for the whole call, so one call at most tries.
    async fn call(
        &mut self,
        service: impl Future<Output = Result<()>>,
    ) -> Result<()> {
        if let State::Open { until } = self.state {
            ensure!(Instant::now() >= until, "refused");
            writeln!(self.task, "half open");
            self.state = State::HalfOpen;
        }
        let answer = service.await;
        match (&answer, &mut self.state) {
            (Err(_), State::Closed { failures }) if *failures < 2 => *failures += 1,
            (Err(_), _) => {
                writeln!(self.task, "open");
                self.state = State::Open { until: Instant::now() + ms(50) };
            }
            (Ok(()), State::Closed { failures }) => *failures = 0,
            (Ok(()), _) => {
                writeln!(self.task, "closed");
                self.state = State::Closed { failures: 0 };
            }
        }
        answer
    }
}

/// How long to wait before the next try is an iterator: fixed, exponential up to a cap,
/// jittered (so that clients that failed together do not come back together); when it
/// ends, so does the patience. Two things are not retried: what will not change (no such
/// printer), which is for the error's type to say; and what may have happened already (a
/// payment whose answer was lost), unless doing it twice does no harm.
#[tokio::main(flavor = "current_thread", start_paused = true)]
pub async fn retry(log: &Log) {
    log.clock(Instant::now);
    let main = log.task("main");
    let exponential =
        || successors(Some(ms(10)), |delay| Some((*delay * 2).min(ms(50))));
    let mut random = Random(7); // its seed: the same delays in every run
    let jittered = exponential().map(|longest| random.up_to(longest));

    join!(
        print(main.starts("fixed"), repeat(ms(10)), Failure::Busy),
        print(main.starts("exponential"), exponential(), Failure::Busy),
        print(main.starts("jittered"), jittered, Failure::Busy),
        print(main.starts("impatient"), exponential().take(1), Failure::Busy),
        print(main.starts("hopeless"), exponential(), Failure::NoSuchPrinter),
    );
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

/// The first five tries fail in this way.
async fn print(
    client: Task,
    mut delays: impl Iterator<Item = Duration>,
    failure: Failure,
) {
    for attempt in 1..=5 {
        writeln!(client, "try {attempt}: {failure:?}");
        let delay = delays.next().filter(|_| failure.may_pass());
        let Some(delay) = delay else {
            return writeln!(client, "gives up");
        };
        sleep(delay).await;
    }
    writeln!(client, "try 6: printed");
}

/// An xorshift generator: enough to spread clients, not to keep secrets.
struct Random(u64);

impl Random {
    /// A whole number of milliseconds, from 1 to `longest`.
    fn up_to(&mut self, longest: Duration) -> Duration {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        ms(1 + self.0 % longest.as_millis() as u64)
    }
}

/// In Go a panic that its goroutine does not recover ends the process. Here it ends the
/// worker and no more, and the join tells whoever supervises: another worker takes over
/// the queue, with fresh state, up to a limit, for an error that comes back each time is
/// not cured by a restart. The job that made it panic is gone: given back to the queue,
/// it would end the next worker too.
pub fn supervisor(log: &Log) {
    let main = log.task("main");
    for pages in [["good", "torn", "good", "torn", "good"], ["torn"; 5]] {
        let (queue, jobs) = channel::unbounded();
        pages.into_iter().for_each(|page| queue.send(page).unwrap());
        drop(queue);
        match supervise(&main, &jobs) {
            Ok(restarts) => writeln!(main, "all is printed, restarts: {restarts}"),
            Err(error) => writeln!(main, "{error:#}; pages left: {}", jobs.len()),
        }
    }
}

fn supervise(main: &Task, jobs: &Receiver<&'static str>) -> Result<u32> {
    let mut restarts = 0;
    loop {
        let worker = main.starts(format!("worker {restarts}"));
        let jobs = jobs.clone();
        let Err(cause) = thread::spawn(move || print_all(&worker, &jobs)).join()
        else {
            return Ok(restarts);
        };
        let why = panics::text(&*cause);
        if restarts == 3 {
            bail!("gives up after {restarts} restarts: {why}");
        }
        restarts += 1;
        writeln!(main, "restart {restarts}: {why}");
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
