//! Whether a job waits is asked in one step, and it is moved on in another.

use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use crossbeam::channel::{Receiver, Sender, bounded, unbounded};

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
    queue: Mutex<Option<Sender<Job>>>,
    shared: Arc<Shared>,
    workers: Mutex<Vec<JoinHandle<()>>>,
}

pub struct Handle<T> {
    number: usize,
    token: Token,
    result: Receiver<Result<T, NotRun>>,
    shared: Arc<Shared>,
}

/// What a job asks whether it should go on.
#[derive(Clone)]
pub struct Token {
    deadline: Option<Instant>,
    cancelled: Arc<AtomicBool>,
    shared: Arc<Shared>,
}

struct Job {
    number: usize,
    token: Token,
    /// Runs it, or tells its handle why it never did.
    end: Box<dyn FnOnce(Stage) + Send>,
}

#[derive(Clone, Copy, PartialEq)]
enum Stage {
    Waiting,
    Running,
    Done,
    Never(NotRun),
}

#[derive(Default)]
struct Shared {
    /// Of each job that was submitted, by its number.
    stages: Mutex<Vec<Stage>>,
    stopped: AtomicBool,
}

impl Shared {
    /// Moves a job that waits to another stage; returns the one that it is in then.
    fn decide(&self, number: usize, stage: Stage) -> Stage {
        let now = self.stages.lock().unwrap()[number];
        if now != Stage::Waiting {
            return now;
        }
        self.stages.lock().unwrap()[number] = stage;
        stage
    }
}

impl Token {
    pub fn is_cancelled(&self) -> bool {
        self.is_over()
            || self.cancelled.load(SeqCst)
            || self.shared.stopped.load(SeqCst)
    }

    fn is_over(&self) -> bool {
        self.deadline.is_some_and(|deadline| deadline <= Instant::now())
    }
}

impl Pool {
    pub fn new(workers: usize) -> Pool {
        let shared = Arc::new(Shared::default());
        let (queue, jobs) = unbounded::<Job>();
        let start = |_| {
            let (shared, jobs) = (Arc::clone(&shared), jobs.clone());
            thread::spawn(move || {
                for job in jobs {
                    let stage = match job.token.is_over() {
                        true => Stage::Never(NotRun::TimedOut),
                        false => Stage::Running,
                    };
                    (job.end)(shared.decide(job.number, stage));
                }
            })
        };
        let workers = Mutex::new((0..workers).map(start).collect());
        Pool { queue: Mutex::new(Some(queue)), shared, workers }
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
        let queue = self.queue.lock().unwrap();
        let queue = queue.as_ref().ok_or(Stopped)?;
        let mut stages = self.shared.stages.lock().unwrap();
        let number = stages.len();
        stages.push(Stage::Waiting);
        drop(stages);
        let shared = Arc::clone(&self.shared);
        let token = Token {
            deadline,
            cancelled: Arc::default(),
            shared: Arc::clone(&shared),
        };
        let own = token.clone();
        let (tell, result) = bounded(1);
        let end = Box::new(move |stage| {
            let result = match stage {
                Stage::Never(reason) => Err(reason),
                _ => {
                    let value = job(&own);
                    own.shared.stages.lock().unwrap()[number] = Stage::Done;
                    Ok(value)
                }
            };
            // The handle may be gone.
            let _ = tell.send(result);
        });
        queue.send(Job { number, token: token.clone(), end }).unwrap();
        Ok(Handle { number, token, result, shared })
    }

    pub fn stats(&self) -> Stats {
        let stages = self.shared.stages.lock().unwrap();
        let mut stats = Stats { submitted: stages.len(), ..Stats::default() };
        for stage in stages.iter() {
            match stage {
                Stage::Waiting => stats.waiting += 1,
                Stage::Running => stats.running += 1,
                Stage::Done => stats.done += 1,
                Stage::Never(NotRun::TimedOut) => stats.timed_out += 1,
                Stage::Never(NotRun::Cancelled) => stats.cancelled += 1,
            }
        }
        stats
    }

    pub fn shutdown(&self) {
        // No sender is left: the workers end when they have emptied the queue.
        drop(self.queue.lock().unwrap().take());
        self.shared.stopped.store(true, SeqCst);
        let all = self.shared.stages.lock().unwrap().len();
        for number in 0..all {
            self.shared.decide(number, Stage::Never(NotRun::Cancelled));
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

impl<T> Handle<T> {
    pub fn cancel(&self) {
        self.token.cancelled.store(true, SeqCst);
        self.shared.decide(self.number, Stage::Never(NotRun::Cancelled));
    }

    pub fn wait(self) -> Result<T, NotRun> {
        let stage = self.shared.stages.lock().unwrap()[self.number];
        if let Stage::Never(reason) = stage {
            return Err(reason);
        }
        if let Some(deadline) = self.token.deadline {
            if let Ok(result) = self.result.recv_deadline(deadline) {
                return result;
            }
            let late = Stage::Never(NotRun::TimedOut);
            if let Stage::Never(reason) = self.shared.decide(self.number, late) {
                return Err(reason);
            }
        }
        self.result.recv().unwrap()
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
