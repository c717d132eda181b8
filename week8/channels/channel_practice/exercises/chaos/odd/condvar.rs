//! One lock for the queue, the places and the books; who gives up takes the request out again.

use std::collections::{HashMap, VecDeque};
use std::panic::{self, AssertUnwindSafe};
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
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
    settings: Arc<Settings>,
    desk: Arc<Desk>,
    workers: Vec<JoinHandle<()>>,
}

#[derive(Default)]
struct Desk {
    state: Mutex<State>,
    work: Condvar,
    answers: Condvar,
}

#[derive(Default)]
struct State {
    last_ticket: usize,
    /// Ticket, request, deadline.
    waiting: VecDeque<(usize, u32, Instant)>,
    served: usize,
    /// Of each caller that waits, by ticket.
    answers: HashMap<usize, Option<Result<u32, CallError>>>,
    is_closed: bool,
    report: Report,
}

impl Desk {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap()
    }

    /// Waits for a request; `None` at the end.
    fn next(&self) -> Option<(usize, u32, Instant)> {
        let idle = |state: &mut State| state.waiting.is_empty() && !state.is_closed;
        let mut state = self.work.wait_while(self.state(), idle).unwrap();
        let next = state.waiting.pop_front()?;
        state.served += 1;
        Some(next)
    }
}

impl Client {
    pub fn start<S>(settings: Settings, service: S) -> Client
    where
        S: Fn(u32) -> Result<u32, String> + Send + Sync + 'static,
    {
        let (settings, service) = (Arc::new(settings), Arc::new(service));
        let desk = Arc::new(Desk::default());
        let start = |_| {
            let (settings, service) = (Arc::clone(&settings), Arc::clone(&service));
            let desk = Arc::clone(&desk);
            thread::spawn(move || {
                while let Some((ticket, request, deadline)) = desk.next() {
                    let result =
                        serve(&desk, &settings, request, deadline, &*service);
                    let mut state = desk.state();
                    state.served -= 1;
                    if let Some(answer) = state.answers.get_mut(&ticket) {
                        *answer = Some(result);
                    }
                    desk.answers.notify_all();
                }
            })
        };
        let workers = (0..settings.workers).map(start).collect();
        Client { settings, desk, workers }
    }

    pub fn call(&self, request: u32) -> Result<u32, CallError> {
        let patience = self.settings.patience;
        let deadline = Instant::now() + patience;
        let mut state = self.desk.state();
        if state.waiting.len() + state.served >= self.settings.room {
            state.report.shed += 1;
            return Err(CallError::Shed);
        }
        state.last_ticket += 1;
        let ticket = state.last_ticket;
        state.waiting.push_back((ticket, request, deadline));
        state.answers.insert(ticket, None);
        self.desk.work.notify_one();
        let is_open = |state: &mut State| state.answers[&ticket].is_none();
        let waited = self.desk.answers.wait_timeout_while(state, patience, is_open);
        let (mut state, _) = waited.unwrap();
        state.waiting.retain(|(other, ..)| *other != ticket);
        let answer = state.answers.remove(&ticket).flatten();
        let result = answer.unwrap_or(Err(CallError::TimedOut));
        count(&mut state.report, result);
        result
    }

    pub fn stop(self) -> Report {
        self.desk.state().is_closed = true;
        self.desk.work.notify_all();
        for worker in self.workers {
            worker.join().unwrap();
        }
        self.desk.state().report.clone()
    }
}

fn serve(
    desk: &Desk,
    settings: &Settings,
    request: u32,
    deadline: Instant,
    service: &dyn Fn(u32) -> Result<u32, String>,
) -> Result<u32, CallError> {
    for _ in 0..settings.tries {
        if Instant::now() >= deadline {
            return Err(CallError::TimedOut);
        }
        let result = panic::catch_unwind(AssertUnwindSafe(|| service(request)));
        let mut state = desk.state();
        state.report.tries += 1;
        match result {
            Ok(Ok(answer)) => return Ok(answer),
            Ok(Err(_)) => {}
            Err(_) => state.report.panics += 1,
        }
    }
    Err(CallError::Failed)
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
