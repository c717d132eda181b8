//! A thread for each request, and a channel with as many places as may work at once.

use std::panic::{self, AssertUnwindSafe};
use std::sync::{Arc, Mutex, mpsc};
use std::thread;
use std::time::{Duration, Instant};

use crossbeam::channel::{Receiver, Sender, bounded};
use crossbeam::sync::WaitGroup;

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

type Service = dyn Fn(u32) -> Result<u32, String> + Send + Sync;

pub struct Client {
    tries: u32,
    patience: Duration,
    service: Arc<Service>,
    door: (Sender<()>, Receiver<()>),
    at_work: (Sender<()>, Receiver<()>),
    report: Arc<Mutex<Report>>,
    threads: WaitGroup,
}

impl Client {
    pub fn start<S>(settings: Settings, service: S) -> Client
    where
        S: Fn(u32) -> Result<u32, String> + Send + Sync + 'static,
    {
        Client {
            tries: settings.tries,
            patience: settings.patience,
            service: Arc::new(service),
            door: bounded(settings.room),
            at_work: bounded(settings.workers),
            report: Arc::default(),
            threads: WaitGroup::new(),
        }
    }

    pub fn call(&self, request: u32) -> Result<u32, CallError> {
        let deadline = Instant::now() + self.patience;
        let result = match self.door.0.try_send(()) {
            Ok(()) => self.ask(request, deadline),
            Err(_) => Err(CallError::Shed),
        };
        count(&mut self.report.lock().unwrap(), result);
        result
    }

    fn ask(&self, request: u32, deadline: Instant) -> Result<u32, CallError> {
        let (reply, answer) = mpsc::channel();
        let (tries, service) = (self.tries, Arc::clone(&self.service));
        let (report, thread) = (Arc::clone(&self.report), self.threads.clone());
        let (leave, at_work) = (self.door.1.clone(), self.at_work.clone());
        let serves = move || {
            if at_work.0.send_deadline((), deadline).is_ok() {
                let attempts = Attempts { tries, deadline, report: &report };
                let result = attempts.make(|| service(request));
                at_work.1.recv().unwrap();
                leave.recv().unwrap();
                let _ = reply.send(result);
            } else {
                leave.recv().unwrap();
            }
        };
        thread::spawn(move || {
            serves();
            // What it held goes before its place.
            drop(serves);
            drop(thread);
        });
        let left = deadline.saturating_duration_since(Instant::now());
        // Without an answer the patience of the thread was over, too.
        answer.recv_timeout(left).unwrap_or(Err(CallError::TimedOut))
    }

    pub fn stop(self) -> Report {
        self.threads.wait();
        self.report.lock().unwrap().clone()
    }
}

struct Attempts<'a> {
    tries: u32,
    deadline: Instant,
    report: &'a Mutex<Report>,
}

impl Attempts<'_> {
    fn make(
        &self,
        attempt: impl Fn() -> Result<u32, String>,
    ) -> Result<u32, CallError> {
        for _ in 0..self.tries {
            if Instant::now() >= self.deadline {
                return Err(CallError::TimedOut);
            }
            let result = panic::catch_unwind(AssertUnwindSafe(&attempt));
            let mut report = self.report.lock().unwrap();
            report.tries += 1;
            report.panics += u64::from(result.is_err());
            if let Ok(Ok(answer)) = result {
                return Ok(answer);
            }
        }
        Err(CallError::Failed)
    }
}

fn count(report: &mut Report, result: Result<u32, CallError>) {
    match result {
        Ok(_) => report.done += 1,
        Err(CallError::Shed) => report.shed += 1,
        Err(CallError::TimedOut) => report.timed_out += 1,
        Err(CallError::Failed) => report.failed += 1,
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
