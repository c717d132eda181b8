//! Every wait has a bound, and every fault stays where it happens. A channel with `room`
//! places is the door: what finds it full is refused at once, so the queue behind it never
//! grows beyond that. A panic is caught around the one try that it belongs to. A place is
//! given back before the answer goes out, so whoever has an answer finds room. What became
//! of a call is known for certain only to who made it, so it is counted there, once.

use std::panic::{self, AssertUnwindSafe};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};
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
    /// One message for each request inside.
    door: Sender<()>,
    queue: Sender<Request>,
    report: Arc<Mutex<Report>>,
    workers: Vec<JoinHandle<()>>,
}

struct Request {
    number: u32,
    deadline: Instant,
    reply: Sender<Result<u32, CallError>>,
}

impl Client {
    pub fn start<S>(settings: Settings, service: S) -> Client
    where
        S: Fn(u32) -> Result<u32, String> + Send + Sync + 'static,
    {
        let Settings { workers, room, tries, patience } = settings;
        let (door, places) = bounded(room);
        let (queue, requests) = unbounded();
        let report = Arc::new(Mutex::new(Report::default()));
        let service = Arc::new(service);
        let start = |_| {
            let worker = Worker {
                tries,
                requests: requests.clone(),
                places: places.clone(),
                report: Arc::clone(&report),
                service: Arc::clone(&service),
            };
            thread::spawn(move || worker.run())
        };
        let workers = (0..workers).map(start).collect();
        Client { patience, door, queue, report, workers }
    }

    pub fn call(&self, request: u32) -> Result<u32, CallError> {
        let result = self.ask(request);
        let mut report = self.report.lock().unwrap();
        match result {
            Ok(_) => report.done += 1,
            Err(CallError::Shed) => report.shed += 1,
            Err(CallError::TimedOut) => report.timed_out += 1,
            Err(CallError::Failed) => report.failed += 1,
        }
        result
    }

    fn ask(&self, number: u32) -> Result<u32, CallError> {
        let deadline = Instant::now() + self.patience;
        self.door.try_send(()).map_err(|_| CallError::Shed)?;
        let (reply, answer) = bounded(1);
        self.queue.send(Request { number, deadline, reply }).expect("workers live");
        answer.recv_deadline(deadline).unwrap_or(Err(CallError::TimedOut))
    }

    pub fn stop(self) -> Report {
        drop(self.queue);
        for worker in self.workers {
            worker.join().expect("panics are caught");
        }
        self.report.lock().unwrap().clone()
    }
}

struct Worker<S> {
    tries: u32,
    requests: Receiver<Request>,
    places: Receiver<()>,
    report: Arc<Mutex<Report>>,
    service: Arc<S>,
}

impl<S: Fn(u32) -> Result<u32, String>> Worker<S> {
    /// Ends when the queue is closed and empty.
    fn run(self) {
        for request in &self.requests {
            let result = self.serve(&request);
            let _ = self.places.recv();
            // The caller may have gone.
            let _ = request.reply.send(result);
        }
    }

    fn serve(&self, request: &Request) -> Result<u32, CallError> {
        for _ in 0..self.tries {
            if Instant::now() >= request.deadline {
                return Err(CallError::TimedOut);
            }
            self.report.lock().unwrap().tries += 1;
            let attempt = || (self.service)(request.number);
            match panic::catch_unwind(AssertUnwindSafe(attempt)) {
                Ok(Ok(answer)) => return Ok(answer),
                Ok(Err(_)) => {}
                Err(_) => self.report.lock().unwrap().panics += 1,
            }
        }
        Err(CallError::Failed)
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
