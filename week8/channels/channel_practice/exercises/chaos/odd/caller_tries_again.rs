//! The workers try once. Who calls tries again; the place is held by both.

use std::panic::{self, AssertUnwindSafe};
use std::sync::{Arc, Mutex, mpsc};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

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
    settings: Settings,
    inside: Arc<Mutex<usize>>,
    jobs: mpsc::Sender<Job>,
    report: Arc<Mutex<Report>>,
    workers: Vec<JoinHandle<()>>,
}

/// A place inside, free again when nobody holds it any more.
struct Place(Arc<Mutex<usize>>);

impl Drop for Place {
    fn drop(&mut self) {
        *self.0.lock().unwrap() -= 1;
    }
}

struct Job {
    request: u32,
    deadline: Instant,
    place: Arc<Place>,
    reply: mpsc::SyncSender<Option<u32>>,
}

impl Client {
    pub fn start<S>(settings: Settings, service: S) -> Client
    where
        S: Fn(u32) -> Result<u32, String> + Send + Sync + 'static,
    {
        let (jobs, queue) = mpsc::channel::<Job>();
        let (queue, service) = (Arc::new(Mutex::new(queue)), Arc::new(service));
        let report = Arc::new(Mutex::new(Report::default()));
        let start = |_| {
            let (queue, service) = (Arc::clone(&queue), Arc::clone(&service));
            let report = Arc::clone(&report);
            thread::spawn(move || {
                loop {
                    let next = queue.lock().unwrap().recv();
                    let Ok(job) = next else { return };
                    let Job { request, deadline, place, reply } = job;
                    if Instant::now() >= deadline {
                        continue;
                    }
                    let attempt = AssertUnwindSafe(|| service(request));
                    let result = panic::catch_unwind(attempt);
                    let mut report = report.lock().unwrap();
                    report.tries += 1;
                    report.panics += u64::from(result.is_err());
                    drop(report);
                    drop(place);
                    let _ = reply.send(result.ok().and_then(Result::ok));
                }
            })
        };
        let workers = (0..settings.workers).map(start).collect();
        let inside = Arc::default();
        Client { settings, inside, jobs, report, workers }
    }

    pub fn call(&self, request: u32) -> Result<u32, CallError> {
        let deadline = Instant::now() + self.settings.patience;
        let result = match self.enter() {
            Some(place) => self.ask(request, deadline, Arc::new(place)),
            None => Err(CallError::Shed),
        };
        count(&mut self.report.lock().unwrap(), result);
        result
    }

    fn enter(&self) -> Option<Place> {
        let mut inside = self.inside.lock().unwrap();
        (*inside < self.settings.room).then(|| {
            *inside += 1;
            Place(Arc::clone(&self.inside))
        })
    }

    fn ask(
        &self,
        request: u32,
        deadline: Instant,
        place: Arc<Place>,
    ) -> Result<u32, CallError> {
        for _ in 0..self.settings.tries {
            let (reply, answer) = mpsc::sync_channel(1);
            let place = Arc::clone(&place);
            self.jobs.send(Job { request, deadline, place, reply }).unwrap();
            let left = deadline.saturating_duration_since(Instant::now());
            match answer.recv_timeout(left) {
                Ok(Some(answer)) => return Ok(answer),
                Ok(None) => {}
                Err(_) => return Err(CallError::TimedOut),
            }
        }
        Err(CallError::Failed)
    }

    pub fn stop(self) -> Report {
        drop(self.jobs);
        for worker in self.workers {
            worker.join().unwrap();
        }
        self.report.lock().unwrap().clone()
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
