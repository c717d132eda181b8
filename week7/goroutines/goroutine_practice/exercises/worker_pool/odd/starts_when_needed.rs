//! Workers are started when there is a job and too few of them, and end when idle.

use std::collections::VecDeque;
use std::panic::{self, AssertUnwindSafe};
use std::sync::{Arc, Condvar, Mutex};
use std::thread;
use std::time::Duration;

use crossbeam::channel::{Receiver, bounded};

/// The job panicked.
#[derive(Debug, PartialEq, Eq)]
pub struct Panicked;

type Job = Box<dyn FnOnce() + Send>;

#[derive(Default)]
struct State {
    jobs: VecDeque<Job>,
    at_work: usize,
}

#[derive(Default)]
struct Shared {
    state: Mutex<State>,
    idle: Condvar,
}

pub struct Pool {
    workers: usize,
    shared: Arc<Shared>,
}

pub struct Handle<T> {
    result: Receiver<Result<T, Panicked>>,
}

impl Pool {
    pub fn new(workers: usize) -> Pool {
        Pool { workers, shared: Arc::default() }
    }

    pub fn submit<T, F>(&self, job: F) -> Handle<T>
    where
        T: Send + 'static,
        F: FnOnce() -> T + Send + 'static,
    {
        let (tell, result) = bounded(1);
        let job = move || {
            let result = panic::catch_unwind(AssertUnwindSafe(job));
            // Nobody may wait for it.
            let _ = tell.send(result.map_err(|_| Panicked));
        };
        let mut state = self.shared.state.lock().unwrap();
        state.jobs.push_back(Box::new(job));
        if state.at_work < self.workers {
            state.at_work += 1;
            let shared = Arc::clone(&self.shared);
            thread::spawn(move || shared.work());
        }
        Handle { result }
    }

    pub fn stop(self) {
        // Dropping it is stopping.
    }
}

impl Drop for Pool {
    fn drop(&mut self) {
        let state = self.shared.state.lock().unwrap();
        let busy = |state: &mut State| state.at_work > 0;
        drop(self.shared.idle.wait_while(state, busy).unwrap());
    }
}

impl Shared {
    fn work(&self) {
        loop {
            let mut state = self.state.lock().unwrap();
            let Some(job) = state.jobs.pop_front() else {
                // Whoever submits next sees under the same lock that one is missing.
                state.at_work -= 1;
                self.idle.notify_all();
                return;
            };
            drop(state);
            job();
        }
    }
}

impl<T> Handle<T> {
    pub fn wait(self) -> Result<T, Panicked> {
        self.result.recv().unwrap()
    }
}

fn main() {
    let pool = Pool::new(2);
    let jobs: Vec<Handle<u64>> = (1..=4)
        .map(|n| {
            pool.submit(move || {
                thread::sleep(Duration::from_millis(20));
                n * n
            })
        })
        .collect();
    let panics = pool.submit(|| panic!("as planned"));
    for job in jobs {
        println!("{:?}", job.wait());
    }
    let result: Result<(), Panicked> = panics.wait();
    println!("{result:?}");
    pool.stop();
}
