//! A manager owns all state and outlives the workers: whoever wants something writes it
//! a letter, and who must not go on before it is read waits for an answer. It ends when
//! the pool is dropped.

use std::collections::{BTreeMap, VecDeque};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use crossbeam::channel::{Receiver, RecvTimeoutError, Sender, bounded, unbounded};

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

type Deliver = Box<dyn FnOnce() + Send>;
type Work = Box<dyn FnOnce(Result<&Token, NotRun>) -> Deliver + Send>;

struct Job {
    work: Work,
    deadline: Option<Instant>,
}

enum Letter {
    Submit(Job, Sender<Option<usize>>),
    Cancel(usize, Sender<()>),
    Idle(Sender<(usize, Job, Token)>),
    Ended(usize, Deliver),
    Stats(Sender<Stats>),
    Shutdown,
    Quit,
}

#[derive(Default)]
struct Manager {
    stats: Stats,
    waiting: BTreeMap<usize, Job>,
    running: BTreeMap<usize, Arc<AtomicBool>>,
    idle: VecDeque<Sender<(usize, Job, Token)>>,
    stopped: bool,
}

fn over(deadline: Option<Instant>) -> bool {
    deadline.is_some_and(|deadline| Instant::now() >= deadline)
}

impl Manager {
    fn never(&mut self, id: usize, why: NotRun) {
        let Some(job) = self.waiting.remove(&id) else { return };
        let why = if over(job.deadline) { NotRun::TimedOut } else { why };
        self.stats.waiting -= 1;
        match why {
            NotRun::TimedOut => self.stats.timed_out += 1,
            NotRun::Cancelled => self.stats.cancelled += 1,
        }
        (job.work)(Err(why))();
    }

    fn late(&mut self) {
        let late: Vec<usize> = self
            .waiting
            .iter()
            .filter(|(_, job)| over(job.deadline))
            .map(|(id, _)| *id)
            .collect();
        for id in late {
            self.never(id, NotRun::TimedOut);
        }
    }

    fn give_out(&mut self) {
        self.late();
        while !self.waiting.is_empty()
            && let Some(worker) = self.idle.pop_front()
        {
            let (id, job) = self.waiting.pop_first().unwrap();
            let told = Arc::new(AtomicBool::new(false));
            let token = Token { told: Arc::clone(&told), deadline: job.deadline };
            self.running.insert(id, told);
            self.stats.waiting -= 1;
            self.stats.running += 1;
            worker.send((id, job, token)).ok().unwrap();
        }
    }

    /// Whether to go on.
    fn read(&mut self, letter: Letter) -> bool {
        match letter {
            Letter::Submit(_, reply) if self.stopped => drop(reply.send(None)),
            Letter::Submit(job, reply) => {
                let id = self.stats.submitted;
                self.stats.submitted += 1;
                self.stats.waiting += 1;
                self.waiting.insert(id, job);
                let _ = reply.send(Some(id));
            }
            Letter::Cancel(id, reply) => {
                if let Some(told) = self.running.get(&id) {
                    told.store(true, Ordering::SeqCst);
                }
                self.never(id, NotRun::Cancelled);
                let _ = reply.send(());
            }
            // A worker whose way back is dropped ends.
            Letter::Idle(_) if self.stopped => {}
            Letter::Idle(worker) => self.idle.push_back(worker),
            Letter::Ended(id, deliver) => {
                self.running.remove(&id);
                self.stats.running -= 1;
                self.stats.done += 1;
                deliver();
            }
            Letter::Stats(reply) => drop(reply.send(self.stats)),
            Letter::Shutdown => {
                self.stopped = true;
                self.idle.clear();
                for told in self.running.values() {
                    told.store(true, Ordering::SeqCst);
                }
                for id in self.waiting.keys().copied().collect::<Vec<_>>() {
                    self.never(id, NotRun::Cancelled);
                }
            }
            Letter::Quit => return false,
        }
        true
    }

    fn manage(mut self, letters: Receiver<Letter>) {
        loop {
            let next = self.waiting.values().filter_map(|job| job.deadline).min();
            let letter = match next {
                None => letters.recv().map_err(|_| RecvTimeoutError::Disconnected),
                Some(deadline) => letters.recv_deadline(deadline),
            };
            self.late();
            match letter {
                Ok(letter) => {
                    if !self.read(letter) {
                        return;
                    }
                }
                Err(RecvTimeoutError::Disconnected) => return,
                Err(RecvTimeoutError::Timeout) => {}
            }
            self.give_out();
        }
    }
}

fn worker(desk: Sender<Letter>) {
    loop {
        let (mine, next) = bounded(1);
        desk.send(Letter::Idle(mine)).unwrap();
        let Ok((id, job, token)) = next.recv() else { return };
        let deliver = (job.work)(Ok(&token));
        desk.send(Letter::Ended(id, deliver)).unwrap();
    }
}

pub struct Pool {
    desk: Sender<Letter>,
    workers: Mutex<Vec<JoinHandle<()>>>,
    manager: Option<JoinHandle<()>>,
}

pub struct Handle<T> {
    desk: Sender<Letter>,
    id: usize,
    result: Receiver<Result<T, NotRun>>,
}

/// What a job asks whether it should go on.
pub struct Token {
    told: Arc<AtomicBool>,
    deadline: Option<Instant>,
}

impl Token {
    pub fn is_cancelled(&self) -> bool {
        self.told.load(Ordering::SeqCst) || over(self.deadline)
    }
}

impl Pool {
    pub fn new(workers: usize) -> Pool {
        let (desk, letters) = unbounded();
        let manager = thread::spawn(move || Manager::default().manage(letters));
        let workers = (0..workers)
            .map(|_| {
                let desk = desk.clone();
                thread::spawn(move || worker(desk))
            })
            .collect();
        Pool { desk, workers: Mutex::new(workers), manager: Some(manager) }
    }

    pub fn submit<T, F>(&self, job: F) -> Result<Handle<T>, Stopped>
    where
        T: Send + 'static,
        F: FnOnce(&Token) -> T + Send + 'static,
    {
        self.hand_in(None, job)
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
        self.hand_in(Instant::now().checked_add(limit), job)
    }

    fn hand_in<T, F>(
        &self,
        deadline: Option<Instant>,
        job: F,
    ) -> Result<Handle<T>, Stopped>
    where
        T: Send + 'static,
        F: FnOnce(&Token) -> T + Send + 'static,
    {
        let (tx, result) = bounded(1);
        let work: Work = Box::new(move |token| {
            let outcome = token.map(job);
            Box::new(move || drop(tx.send(outcome)))
        });
        let (reply, answer) = bounded(1);
        self.desk.send(Letter::Submit(Job { work, deadline }, reply)).ok().unwrap();
        let id = answer.recv().unwrap().ok_or(Stopped)?;
        Ok(Handle { desk: self.desk.clone(), id, result })
    }

    pub fn stats(&self) -> Stats {
        let (reply, answer) = bounded(1);
        self.desk.send(Letter::Stats(reply)).ok().unwrap();
        answer.recv().unwrap()
    }

    pub fn shutdown(&self) {
        self.desk.send(Letter::Shutdown).ok().unwrap();
        for worker in self.workers.lock().unwrap().drain(..) {
            worker.join().unwrap();
        }
    }
}

impl Drop for Pool {
    fn drop(&mut self) {
        self.shutdown();
        let _ = self.desk.send(Letter::Quit);
        self.manager.take().unwrap().join().unwrap();
    }
}

impl<T> Handle<T> {
    /// If the pool is gone, so is every job that waited or ran.
    pub fn cancel(&self) {
        let (reply, answer) = bounded(1);
        if self.desk.send(Letter::Cancel(self.id, reply)).is_ok() {
            let _ = answer.recv();
        }
    }

    pub fn wait(self) -> Result<T, NotRun> {
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
