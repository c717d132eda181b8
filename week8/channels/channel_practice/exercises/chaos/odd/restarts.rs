//! A panic ends the worker's loop. What stands around it goes on with the same request.

use std::cell::RefCell;
use std::panic::{self, AssertUnwindSafe};
use std::sync::atomic::{AtomicU64, Ordering::SeqCst};
use std::sync::{Arc, OnceLock};
use std::thread::{self, JoinHandle, Thread};
use std::time::{Duration, Instant};

use crossbeam::channel::{Receiver, Sender, bounded, unbounded};

pub struct Settings {
    pub workers: usize,
    pub room: usize,
    pub tries: u32,
    pub patience: Duration,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CallError {
    Shed,
    TimedOut,
    Failed,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    pub done: u64,
    pub shed: u64,
    pub timed_out: u64,
    pub failed: u64,
    pub tries: u64,
    pub panics: u64,
}

pub struct Client {
    patience: Duration,
    door: Sender<()>,
    queue: Sender<Arc<Request>>,
    books: Arc<Books>,
    workers: Vec<JoinHandle<()>>,
}

#[derive(Default)]
struct Books {
    done: AtomicU64,
    shed: AtomicU64,
    timed_out: AtomicU64,
    failed: AtomicU64,
    tries: AtomicU64,
    panics: AtomicU64,
}

struct Request {
    number: u32,
    deadline: Instant,
    answer: OnceLock<Result<u32, CallError>>,
    caller: Thread,
}

impl Client {
    pub fn start<S>(settings: Settings, service: S) -> Client
    where
        S: Fn(u32) -> Result<u32, String> + Send + Sync + 'static,
    {
        let Settings { workers, room, tries, patience } = settings;
        let (door, places) = bounded(room);
        let (queue, requests) = unbounded();
        let books = Arc::new(Books::default());
        let service = Arc::new(service);
        let start = |_| {
            let worker = Worker {
                tries,
                requests: requests.clone(),
                places: places.clone(),
                books: Arc::clone(&books),
                service: Arc::clone(&service),
                current: RefCell::new(None),
            };
            thread::spawn(move || {
                while panic::catch_unwind(AssertUnwindSafe(|| worker.run()))
                    .is_err()
                {
                    worker.books.panics.fetch_add(1, SeqCst);
                }
            })
        };
        let workers = (0..workers).map(start).collect();
        Client { patience, door, queue, books, workers }
    }

    pub fn call(&self, number: u32) -> Result<u32, CallError> {
        let deadline = Instant::now() + self.patience;
        if self.door.try_send(()).is_err() {
            self.books.shed.fetch_add(1, SeqCst);
            return Err(CallError::Shed);
        }
        let (answer, caller) = (OnceLock::new(), thread::current());
        let request = Arc::new(Request { number, deadline, answer, caller });
        self.queue.send(Arc::clone(&request)).unwrap();
        let told = loop {
            let left = deadline.saturating_duration_since(Instant::now());
            match request.answer.get() {
                Some(&answer) => break answer,
                None if left.is_zero() => break Err(CallError::TimedOut),
                None => thread::park_timeout(left),
            }
        };
        let counter = match told {
            Ok(_) => &self.books.done,
            Err(CallError::Failed) => &self.books.failed,
            Err(_) => &self.books.timed_out,
        };
        counter.fetch_add(1, SeqCst);
        told
    }

    pub fn stop(self) -> Report {
        drop(self.queue);
        for worker in self.workers {
            worker.join().unwrap();
        }
        Report {
            done: self.books.done.load(SeqCst),
            shed: self.books.shed.load(SeqCst),
            timed_out: self.books.timed_out.load(SeqCst),
            failed: self.books.failed.load(SeqCst),
            tries: self.books.tries.load(SeqCst),
            panics: self.books.panics.load(SeqCst),
        }
    }
}

struct Worker<S> {
    tries: u32,
    requests: Receiver<Arc<Request>>,
    places: Receiver<()>,
    books: Arc<Books>,
    service: Arc<S>,
    /// What it works on and how many tries have begun; a panic leaves it there.
    current: RefCell<Option<(Arc<Request>, u32)>>,
}

impl<S: Fn(u32) -> Result<u32, String>> Worker<S> {
    fn run(&self) {
        loop {
            let left_over = self.current.take();
            let next = || Some((self.requests.recv().ok()?, 0));
            let Some((request, begun)) = left_over.or_else(next) else { return };
            let result = if begun == self.tries {
                Err(CallError::Failed)
            } else if Instant::now() >= request.deadline {
                Err(CallError::TimedOut)
            } else {
                self.current.replace(Some((Arc::clone(&request), begun + 1)));
                self.books.tries.fetch_add(1, SeqCst);
                let Ok(answer) = (self.service)(request.number) else { continue };
                self.current.take();
                Ok(answer)
            };
            self.places.recv().unwrap();
            request.answer.set(result).unwrap();
            request.caller.unpark();
        }
    }
}

/// Slow for 3; returns an error for 4; panics for 5.
fn shaky(request: u32) -> Result<u32, String> {
    match request {
        3 => thread::sleep(Duration::from_millis(60)),
        4 => return Err("no such thing".to_string()),
        // A panic without a message on the screen.
        5 => panic::resume_unwind(Box::new("broken")),
        _ => thread::sleep(Duration::from_millis(2)),
    }
    Ok(10 * request)
}

fn main() {
    let patience = Duration::from_millis(30);
    let settings = Settings { workers: 2, room: 4, tries: 2, patience };
    let client = Client::start(settings, shaky);
    for request in 1..=6 {
        println!("{request}: {:?}", client.call(request));
    }
    thread::scope(|scope| {
        for request in 10..16 {
            let client = &client;
            scope.spawn(move || println!("{request}: {:?}", client.call(request)));
        }
    });
    println!("{:?}", client.stop());
}
