//! cancellable_pool: jobs that can be cancelled, and statistics that add up.
//!
//! - `Pool::new(workers)` makes a pool of `workers` workers, at least 1. There are
//!   never more jobs running than workers. No worker is idle while a job waits. Jobs
//!   begin in the order in which they were submitted.
//! - `submit(job)` never waits. Nobody can stop a job that runs. Each job gets a token,
//!   and asks `is_cancelled` whenever it likes. To tell a job means: from then on
//!   `is_cancelled` of its token returns true.
//! - `submit_within(limit, job)` is `submit` with a time limit that begins at once. If
//!   the job still waits when the limit is over, it never runs, and `wait` on its
//!   handle returns `Err(TimedOut)` at that moment, not when a worker becomes free. If
//!   the job is running at that moment, it is told. Limits are longer than 0 and
//!   shorter than a year.
//! - `cancel` on a handle cancels its job. If the job waits, it never runs, and `wait`
//!   returns `Err(Cancelled)` at once. If the job runs, it is told. If it has ended,
//!   nothing happens.
//! - `wait` on a handle returns what the job returned, even if the job was told. If the
//!   job never ran, it returns why. To drop a handle changes nothing.
//! - `shutdown` lets no more jobs begin. From then on `submit` and `submit_within`
//!   return `Err(Stopped)`. Jobs that run are told. Jobs that wait are cancelled: when
//!   `shutdown` has returned, `wait` on them no longer blocks. `shutdown` returns when
//!   no job runs any more. Then the workers end, if they have not ended before.
//!   Dropping the pool does the same.
//! - `stats` is a snapshot of one moment. `submitted` counts the accepted jobs. It is
//!   always the sum of the other five counts. A job whose `wait` has returned counts as
//!   ended: `done`, `timed_out` or `cancelled`.
//! - One case is left open: the limit of a job is over while it waits, and nobody waits
//!   on its handle. The job may count as `waiting` until a worker takes it from the
//!   queue. If the job is cancelled before that, or the pool is shut down, it may end
//!   as `TimedOut` or as `Cancelled`.
//!
//! Any task may call any of these, but no job calls `shutdown` or drops the pool.
//! `shutdown` is called once. Jobs do not panic. Keep the names of the types and their
//! methods. The fields of `Pool`, `Handle` and `Token` are yours. Inside, use what you
//! like from std or crossbeam. Write the bodies, then run
//! `cargo week7 check cancellable_pool`.

use std::thread;
use std::time::Duration;

/// Why a job never ran.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotRun {
    TimedOut,
    Cancelled,
}

/// The pool was shut down.
#[derive(Debug, PartialEq, Eq)]
pub struct Stopped;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stats {
    pub submitted: usize,
    pub waiting: usize,
    pub running: usize,
    /// That ran to their end, told or not.
    pub done: usize,
    pub timed_out: usize,
    pub cancelled: usize,
}

pub struct Pool {}

pub struct Handle<T> {
    result: Option<Result<T, NotRun>>,
}

/// What a job asks whether it should go on.
pub struct Token {}

impl Token {
    pub fn is_cancelled(&self) -> bool {
        todo!("say whether the job was cancelled, or its limit is over")
    }
}

impl Pool {
    pub fn new(workers: usize) -> Pool {
        let _ = workers;
        todo!("start the workers")
    }

    pub fn submit<T, F>(&self, job: F) -> Result<Handle<T>, Stopped>
    where
        T: Send + 'static,
        F: FnOnce(&Token) -> T + Send + 'static,
    {
        let _ = job;
        todo!("accept it, unless the pool was shut down")
    }

    pub fn submit_within<T, F>(
        &self,
        limit: Duration,
        job: F,
    ) -> Result<Handle<T>, Stopped>
    where
        T: Send + 'static,
        F: FnOnce(&Token) -> T + Send + 'static,
    {
        let _ = (limit, job);
        todo!("the same with a limit")
    }

    pub fn stats(&self) -> Stats {
        todo!("count the jobs of one moment")
    }

    pub fn shutdown(&self) {
        todo!("let no job begin, tell those that run, wait for the workers")
    }
}

impl<T> Handle<T> {
    pub fn cancel(&self) {
        todo!("give the job up if it waits, tell it if it runs")
    }

    pub fn wait(self) -> Result<T, NotRun> {
        let _ = self.result;
        todo!("wait for the result, or for the end of the limit")
    }
}

fn main() {
    let pool = Pool::new(1);
    let ms = Duration::from_millis;
    let works = move |token: &Token| {
        (1..=50)
            .take_while(|_| !token.is_cancelled())
            .inspect(|_| thread::sleep(ms(2)))
            .count()
    };
    let first = pool.submit(works).unwrap();
    let late = pool.submit_within(ms(20), works).unwrap();
    let given_up = pool.submit(works).unwrap();
    given_up.cancel();
    println!("behind the first, within 20 ms: {:?}", late.wait());
    println!("given up while it waits: {:?}", given_up.wait());
    println!("the first: {:?} rounds", first.wait());
    let told = pool.submit_within(ms(20), works).unwrap();
    println!("told after 20 ms: {:?} rounds", told.wait());
    let last = pool.submit(works).unwrap();
    pool.shutdown();
    println!("at the shutdown: {:?}", last.wait());
    println!("after it: {:?}", pool.submit(works).map(|_| "accepted"));
    println!("{:?}", pool.stats());
}
