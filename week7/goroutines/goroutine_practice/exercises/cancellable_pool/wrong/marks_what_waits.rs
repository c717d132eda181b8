//! `cancel` leaves a mark, and only a worker that comes free looks at it.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::sync::{Arc, Condvar, Mutex};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use crossbeam::channel::{Receiver, bounded};

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

pub struct Pool {
    shared: Arc<Shared>,
    workers: Mutex<Vec<JoinHandle<()>>>,
}

pub struct Handle<T> {
    token: Token,
    result: Receiver<Result<T, NotRun>>,
    shared: Arc<Shared>,
}

/// What a job asks whether it should go on.
#[derive(Clone)]
pub struct Token {
    deadline: Option<Instant>,
    cancelled: Arc<AtomicBool>,
}

struct Job {
    token: Token,
    /// Runs it, or tells its handle why it never did.
    end: Box<dyn FnOnce(Option<NotRun>) + Send>,
}

#[derive(Default)]
struct Shared {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    waiting: VecDeque<Job>,
    running: Vec<Token>,
    stopped: bool,
    stats: Stats,
}

impl Token {
    pub fn is_cancelled(&self) -> bool {
        self.is_over() || self.cancelled.load(SeqCst)
    }

    fn is_over(&self) -> bool {
        self.deadline.is_some_and(|deadline| deadline <= Instant::now())
    }

    fn is(&self, other: &Token) -> bool {
        Arc::ptr_eq(&self.cancelled, &other.cancelled)
    }
}

impl State {
    /// A job whose end is decided here: it is to run if there is no reason against it.
    fn next(&mut self) -> Option<(Job, Option<NotRun>)> {
        let job = self.waiting.pop_front()?;
        let reason = if job.token.cancelled.load(SeqCst) {
            Some(NotRun::Cancelled)
        } else {
            job.token.is_over().then_some(NotRun::TimedOut)
        };
        self.count(&job, reason);
        Some((job, reason))
    }

    /// The job of this token, if nobody has decided about it.
    fn give_up(&mut self, token: &Token, reason: NotRun) -> Option<Job> {
        let place = self.waiting.iter().position(|job| job.token.is(token))?;
        let job = self.waiting.remove(place)?;
        self.count(&job, Some(reason));
        Some(job)
    }

    fn count(&mut self, job: &Job, reason: Option<NotRun>) {
        self.stats.waiting -= 1;
        match reason {
            Some(NotRun::TimedOut) => self.stats.timed_out += 1,
            Some(NotRun::Cancelled) => self.stats.cancelled += 1,
            None => {
                self.stats.running += 1;
                self.running.push(job.token.clone());
            }
        }
    }

    fn done(&mut self, token: &Token) {
        self.running.retain(|one| !one.is(token));
        self.stats.running -= 1;
        self.stats.done += 1;
    }
}

impl Pool {
    pub fn new(workers: usize) -> Pool {
        let shared = Arc::new(Shared::default());
        let start = |_| {
            let shared = Arc::clone(&shared);
            thread::spawn(move || work(&shared))
        };
        let workers = Mutex::new((0..workers).map(start).collect());
        Pool { shared, workers }
    }

    pub fn submit<T, F>(&self, job: F) -> Result<Handle<T>, Stopped>
    where
        T: Send + 'static,
        F: FnOnce(&Token) -> T + Send + 'static,
    {
        self.accept(None, job)
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
        self.accept(Some(Instant::now() + limit), job)
    }

    fn accept<T, F>(
        &self,
        deadline: Option<Instant>,
        job: F,
    ) -> Result<Handle<T>, Stopped>
    where
        T: Send + 'static,
        F: FnOnce(&Token) -> T + Send + 'static,
    {
        let token = Token { deadline, cancelled: Arc::default() };
        let shared = Arc::clone(&self.shared);
        let own = token.clone();
        let (tell, result) = bounded(1);
        let end = Box::new(move |reason| {
            let result = match reason {
                Some(reason) => Err(reason),
                None => {
                    let value = job(&own);
                    shared.state.lock().unwrap().done(&own);
                    Ok(value)
                }
            };
            // The handle may be gone.
            let _ = tell.send(result);
        });
        let mut state = self.shared.state.lock().unwrap();
        if state.stopped {
            return Err(Stopped);
        }
        state.waiting.push_back(Job { token: token.clone(), end });
        state.stats.submitted += 1;
        state.stats.waiting += 1;
        drop(state);
        self.shared.changed.notify_one();
        Ok(Handle { token, result, shared: Arc::clone(&self.shared) })
    }

    pub fn stats(&self) -> Stats {
        self.shared.state.lock().unwrap().stats
    }

    pub fn shutdown(&self) {
        let mut state = self.shared.state.lock().unwrap();
        state.stopped = true;
        for token in &state.running {
            token.cancelled.store(true, SeqCst);
        }
        let mut given_up = Vec::new();
        while let Some(job) = state.waiting.pop_front() {
            state.count(&job, Some(NotRun::Cancelled));
            given_up.push(job);
        }
        drop(state);
        self.shared.changed.notify_all();
        for job in given_up {
            (job.end)(Some(NotRun::Cancelled));
        }
        for worker in self.workers.lock().unwrap().drain(..) {
            worker.join().unwrap();
        }
    }
}

impl Drop for Pool {
    fn drop(&mut self) {
        self.shutdown();
    }
}

fn work(shared: &Shared) {
    loop {
        let mut state = shared.state.lock().unwrap();
        let (job, reason) = loop {
            if let Some(next) = state.next() {
                break next;
            }
            if state.stopped {
                return;
            }
            state = shared.changed.wait(state).unwrap();
        };
        drop(state);
        (job.end)(reason);
    }
}

impl<T> Handle<T> {
    pub fn cancel(&self) {
        self.token.cancelled.store(true, SeqCst);
    }

    pub fn wait(self) -> Result<T, NotRun> {
        if let Some(deadline) = self.token.deadline {
            if let Ok(result) = self.result.recv_deadline(deadline) {
                return result;
            }
            self.give_up(NotRun::TimedOut);
        }
        self.result.recv().unwrap()
    }

    fn give_up(&self, reason: NotRun) {
        let job = self.shared.state.lock().unwrap().give_up(&self.token, reason);
        if let Some(job) = job {
            (job.end)(Some(reason));
        }
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
