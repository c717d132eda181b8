//! A supervisor hands out the work and keeps the books; all others only write to it.

use std::collections::VecDeque;
use std::panic::{self, AssertUnwindSafe};
use std::sync::Arc;
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
    events: Sender<Event>,
    supervisor: JoinHandle<Report>,
}

struct Request {
    number: u32,
    tries_left: u32,
    deadline: Instant,
    reply: Sender<Result<u32, CallError>>,
}

enum Event {
    Call(Request),
    /// What became of a try: an answer, an error, or a panic.
    Tried(Request, thread::Result<Result<u32, String>>),
    /// What a caller was told.
    Told(Result<u32, CallError>),
    Stop,
}

impl Client {
    pub fn start<S>(settings: Settings, service: S) -> Client
    where
        S: Fn(u32) -> Result<u32, String> + Send + Sync + 'static,
    {
        let (events, inbox) = unbounded();
        let to_itself = events.clone();
        let patience = settings.patience;
        let supervisor = thread::spawn(move || {
            supervise(settings, Arc::new(service), inbox, to_itself)
        });
        Client { patience, events, supervisor }
    }

    pub fn call(&self, number: u32) -> Result<u32, CallError> {
        let deadline = Instant::now() + self.patience;
        let (reply, answer) = bounded(1);
        let request = Request { number, tries_left: 0, deadline, reply };
        self.events.send(Event::Call(request)).unwrap();
        let told = answer.recv_deadline(deadline);
        let told = told.unwrap_or(Err(CallError::TimedOut));
        self.events.send(Event::Told(told)).unwrap();
        told
    }

    pub fn stop(self) -> Report {
        self.events.send(Event::Stop).unwrap();
        self.supervisor.join().unwrap()
    }
}

fn supervise<S>(
    settings: Settings,
    service: Arc<S>,
    inbox: Receiver<Event>,
    events: Sender<Event>,
) -> Report
where
    S: Fn(u32) -> Result<u32, String> + Send + Sync + 'static,
{
    let (work, tries) = unbounded::<Request>();
    let start = |_| {
        let (tries, events) = (tries.clone(), events.clone());
        let service = Arc::clone(&service);
        thread::spawn(move || {
            for request in tries {
                let attempt = AssertUnwindSafe(|| service(request.number));
                let result = panic::catch_unwind(attempt);
                events.send(Event::Tried(request, result)).unwrap();
            }
        })
    };
    let workers: Vec<_> = (0..settings.workers).map(start).collect();
    let mut report = Report::default();
    let mut waiting: VecDeque<Request> = VecDeque::new();
    let (mut at_work, mut is_open) = (0, true);
    while is_open || at_work > 0 || !waiting.is_empty() {
        match inbox.recv().unwrap() {
            Event::Call(request) if at_work + waiting.len() >= settings.room => {
                let _ = request.reply.send(Err(CallError::Shed));
            }
            Event::Call(mut request) => {
                request.tries_left = settings.tries;
                waiting.push_back(request);
            }
            Event::Tried(mut request, result) => {
                at_work -= 1;
                request.tries_left -= 1;
                report.tries += 1;
                report.panics += u64::from(result.is_err());
                // The caller may have gone.
                match result {
                    Ok(Ok(answer)) => drop(request.reply.send(Ok(answer))),
                    _ if request.tries_left == 0 => {
                        let _ = request.reply.send(Err(CallError::Failed));
                    }
                    _ => waiting.push_front(request),
                }
            }
            Event::Told(told) => count(&mut report, told),
            Event::Stop => is_open = false,
        }
        waiting.retain(|request| request.deadline > Instant::now());
        while at_work < settings.workers && !waiting.is_empty() {
            at_work += 1;
            work.send(waiting.pop_front().unwrap()).unwrap();
        }
    }
    drop(work);
    for worker in workers {
        worker.join().unwrap();
    }
    report
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
