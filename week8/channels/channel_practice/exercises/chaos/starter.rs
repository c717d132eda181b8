//! chaos: a client that survives its service.
//!
//! The service is a function that can be slow, can return an error, and can panic. The
//! checks do all three. `Client` stands in front of it. Many threads share a client by
//! reference and call it at the same time.
//!
//! - Workers: `start` starts what is needed to serve `workers` requests at the same
//!   time. No more are served at once; the others wait. `workers` and `room` are at
//!   least 1, and `room` is at most a million.
//! - Room: at most `room` requests are inside, served or waiting. If a call finds the
//!   room full, it returns `Err(Shed)` at once, and the service never sees its request.
//! - A request gives its place back when the service is done with it, before its call
//!   returns. If its caller has gone, the request keeps its place while the service is
//!   still busy with it. If the request was never tried, it may keep its place until a
//!   worker takes it from the queue. The worker then skips it at once.
//! - Retries: if a try returns an error or panics, the next try follows without a pause.
//!   Requests that wait for a worker may be tried before it. When one try succeeds, the
//!   call returns `Ok`. When `tries` have failed, it returns `Err(Failed)`.
//! - Patience: a call without an answer returns `Err(TimedOut)` when `patience`, at
//!   most a day, has passed since it began. Before each try, the first included, the
//!   client looks at the clock: if the patience is over, the try does not begin. A try
//!   that runs goes on to its end, and nobody gets its answer.
//! - Panics: a panic ends one try and nothing else. No worker is lost, and no panic
//!   leaves a thread (`std::panic::catch_unwind`). What the service panics with can be
//!   dropped without another panic.
//! - `stop` is called after the last call has returned. It waits until the tries that
//!   still run and all threads have ended. Then it returns the report.
//! - Report: each call counts once, as what its caller was told, tried or not. `tries`
//!   is how often the service was called, and `panics` how many of these calls
//!   panicked.
//! - Answer and timeout may come at the same moment. The call may return either. The
//!   report has to agree with it.
//!
//! Keep the types and the signatures of the methods. Inside, use what you like from std
//! or crossbeam. Write the bodies, then run `cargo week8 check chaos`.
//! `cargo week8 run chaos` shows it at work.

use std::panic;
use std::thread;
use std::time::Duration;

pub struct Settings {
    /// So many requests are served at once.
    pub workers: usize,
    /// So many are inside, served or waiting.
    pub room: usize,
    /// How often a request is tried, at least 1.
    pub tries: u32,
    /// How long a call waits, from its beginning.
    pub patience: Duration,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CallError {
    /// There was no room.
    Shed,
    /// The caller's patience was over.
    TimedOut,
    /// Every try failed.
    Failed,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Calls by what their callers were told.
    pub done: u64,
    pub shed: u64,
    pub timed_out: u64,
    pub failed: u64,
    /// Calls of the service, and those of them that panicked.
    pub tries: u64,
    pub panics: u64,
}

pub struct Client {}

impl Client {
    pub fn start<S>(_settings: Settings, _service: S) -> Client
    where
        S: Fn(u32) -> Result<u32, String> + Send + Sync + 'static,
    {
        todo!()
    }

    pub fn call(&self, _request: u32) -> Result<u32, CallError> {
        todo!()
    }

    pub fn stop(self) -> Report {
        todo!()
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
