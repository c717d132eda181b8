//! A thread of its own watches each limit and tells the job, as in Go.

use std::collections::{BTreeMap, VecDeque};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, Weak};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use crossbeam::channel::{Receiver, Sender, bounded};

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


/// Each job: its number, whether it is told, and what ends it.
trait Job: Send + Sync {
    fn run(&self, token: &Token);
    fn end(&self, why: Option<NotRun>);
}

struct Own<T, F> { work: Mutex<Option<F>>, value: Mutex<Option<T>>, tell: Sender<Result<T, NotRun>> }

impl<T, F> Job for Own<T, F>
where
    T: Send + 'static,
    F: FnOnce(&Token) -> T + Send + 'static,
{
    fn run(&self, token: &Token) {
        let work = self.work.lock().unwrap().take().unwrap();
        let value = work(token);
        *self.value.lock().unwrap() = Some(value);
    }
    fn end(&self, why: Option<NotRun>) {
        let result = match why {
            Some(why) => Err(why),
            None => Ok(self.value.lock().unwrap().take().unwrap()),
        };
        let _ = self.tell.send(result);
    }
}

#[derive(Default)]
struct Inner {
    queue: VecDeque<u64>,
    jobs: BTreeMap<u64, (Arc<dyn Job>, Token, bool)>,
    limits: BTreeMap<(Instant, u64), ()>,
    stats: Stats,
    stopped: bool,
}

#[derive(Default)]
struct Shared { inner: Mutex<Inner>, work: Condvar, clock: Condvar }

impl Inner {
    fn give_up(&mut self, number: u64, why: NotRun) {
        self.queue.retain(|other| *other != number);
        let (job, ..) = self.jobs.remove(&number).unwrap();
        self.stats.waiting -= 1;
        *match why { NotRun::TimedOut => &mut self.stats.timed_out, NotRun::Cancelled => &mut self.stats.cancelled } += 1;
        job.end(Some(why));
    }
}

pub struct Pool { shared: Arc<Shared>, threads: Mutex<Vec<JoinHandle<()>>> }

pub struct Handle<T> { pool: Weak<Shared>, number: u64, result: Receiver<Result<T, NotRun>> }

/// What a job asks whether it should go on.
#[derive(Clone, Default)]
pub struct Token { told: Arc<AtomicBool> }

impl Token {
    pub fn is_cancelled(&self) -> bool { self.told.load(Ordering::SeqCst) }
}

fn works(shared: &Shared) {
    let mut inner = shared.inner.lock().unwrap();
    loop {
        let Some(number) = inner.queue.pop_front() else {
            if inner.stopped { return; }
            inner = shared.work.wait(inner).unwrap();
            continue;
        };
        inner.stats.waiting -= 1;
        inner.stats.running += 1;
        let entry = inner.jobs.get_mut(&number).unwrap();
        entry.2 = true;
        let (job, token) = (entry.0.clone(), entry.1.clone());
        drop(inner);
        job.run(&token);
        inner = shared.inner.lock().unwrap();
        inner.jobs.remove(&number);
        inner.stats.running -= 1;
        inner.stats.done += 1;
        job.end(None);
    }
}

/// Watches the limits.
fn watches(shared: &Shared) {
    let mut inner = shared.inner.lock().unwrap();
    while !inner.stopped {
        let now = Instant::now();
        match inner.limits.first_key_value().map(|(key, _)| *key) {
            None => inner = shared.clock.wait(inner).unwrap(),
            Some((at, _)) if at > now => inner = shared.clock.wait_timeout(inner, at - now).unwrap().0,
            Some((at, number)) => {
                inner.limits.remove(&(at, number));
                match inner.jobs.get(&number) {
                    Some((_, token, true)) => token.told.store(true, Ordering::SeqCst),
                    Some(_) => inner.give_up(number, NotRun::TimedOut),
                    None => {}
                }
            }
        }
    }
}

impl Pool {
    pub fn new(workers: usize) -> Pool {
        let shared = Arc::<Shared>::default();
        let mut threads: Vec<_> = (0..workers).map(|_| { let shared = shared.clone(); thread::spawn(move || works(&shared)) }).collect();
        let clock = shared.clone();
        threads.push(thread::spawn(move || watches(&clock)));
        Pool { shared, threads: Mutex::new(threads) }
    }

    pub fn submit<T, F>(&self, job: F) -> Result<Handle<T>, Stopped>
    where
        T: Send + 'static,
        F: FnOnce(&Token) -> T + Send + 'static,
    {
        self.accept(None, job)
    }

    pub fn submit_within<T, F>(&self, limit: Duration, job: F) -> Result<Handle<T>, Stopped>
    where
        T: Send + 'static,
        F: FnOnce(&Token) -> T + Send + 'static,
    {
        self.accept(Some(limit), job)
    }

    fn accept<T, F>(&self, limit: Option<Duration>, job: F) -> Result<Handle<T>, Stopped>
    where
        T: Send + 'static,
        F: FnOnce(&Token) -> T + Send + 'static,
    {
        let end = limit.map(|limit| Instant::now() + limit);
        let (tell, result) = bounded(1);
        let own: Arc<dyn Job> = Arc::new(Own { work: Mutex::new(Some(job)), value: Mutex::new(None), tell });
        let mut inner = self.shared.inner.lock().unwrap();
        if inner.stopped { return Err(Stopped); }
        inner.stats.submitted += 1;
        inner.stats.waiting += 1;
        let number = inner.stats.submitted as u64;
        inner.jobs.insert(number, (own, Token::default(), false));
        inner.queue.push_back(number);
        if let Some(end) = end {
            inner.limits.insert((end, number), ());
            self.shared.clock.notify_one();
        }
        self.shared.work.notify_one();
        Ok(Handle { pool: Arc::downgrade(&self.shared), number, result })
    }

    pub fn stats(&self) -> Stats { self.shared.inner.lock().unwrap().stats.clone() }

    pub fn shutdown(&self) {
        let mut inner = self.shared.inner.lock().unwrap();
        inner.stopped = true;
        for number in inner.queue.clone() { inner.give_up(number, NotRun::Cancelled); }
        for (_, token, _) in inner.jobs.values() { token.told.store(true, Ordering::SeqCst); }
        drop(inner);
        self.shared.work.notify_all();
        self.shared.clock.notify_all();
        for thread in std::mem::take(&mut *self.threads.lock().unwrap()) { thread.join().unwrap(); }
    }
}

impl Drop for Pool {
    fn drop(&mut self) { self.shutdown() }
}

impl<T> Handle<T> {
    pub fn cancel(&self) {
        let Some(shared) = self.pool.upgrade() else { return };
        let mut inner = shared.inner.lock().unwrap();
        match inner.jobs.get(&self.number) {
            Some((_, token, true)) => token.told.store(true, Ordering::SeqCst),
            Some(_) => inner.give_up(self.number, NotRun::Cancelled),
            None => {}
        }
    }

    pub fn wait(self) -> Result<T, NotRun> { self.result.recv().unwrap() }
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
