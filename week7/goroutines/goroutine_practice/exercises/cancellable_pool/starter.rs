//! cancellable_pool: jobs that can be given up, and statistics that add up.
//!
//! - `Pool::new(workers)` starts as many workers; nobody asks for 0. No more jobs run at a
//!   time, and no worker is idle while a job waits. They begin in the order of their
//!   coming.
//! - `submit(job)` never waits. Nobody can end a job that runs, it can only be told: it
//!   is given a token and asks it, whenever it likes, whether it is cancelled.
//! - `submit_within(limit, job)` is the same with a limit from now on. When it is over, a
//!   job that still waits never runs, and its handle returns `Err(TimedOut)` then, not
//!   when a worker comes free. One that runs is told. Limits are longer than 0 and
//!   shorter than a year.
//! - `cancel` on a handle gives up this job: if it waits, it never runs, and its handle
//!   returns `Err(Cancelled)` at once. If it runs, it is told; if it has ended, nothing
//!   happens.
//! - `wait` on a handle returns what the job returned, told or not, or why it never ran.
//! - `shutdown` lets no job begin: from then on `submit` returns `Err(Stopped)`, jobs
//!   that wait are cancelled, jobs that run are told. It returns when all workers have
//!   ended. To drop the pool is the same.
//! - `stats` is a snapshot: at every moment each job that was submitted is counted once
//!   among the others, and one whose handle has returned among those that ended. If the
//!   limit of a job that waits is over and nobody waits on its handle, it may count among
//!   those that wait until a worker comes to it; if it is cancelled meanwhile, or the pool
//!   is shut down, it may end as `TimedOut` or as `Cancelled`.
//!
//! Any task may call any of these; `shutdown` is called once, and jobs do not panic. Keep
//! the names of the types and their methods; the fields of `Pool`, `Handle` and `Token`
//! are yours, and inside do as you like, with std or crossbeam. Write what is left out,
//! then `cargo week7 check cancellable_pool`.

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
