//! Who is told of a job counts as idle until it has woken: the next job counts on it, too.

use std::collections::VecDeque;
use std::panic::{self, AssertUnwindSafe};
use std::sync::{Arc, Condvar, Mutex};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use crossbeam::channel::{Receiver, bounded};

/// The job panicked.
#[derive(Debug, PartialEq, Eq)]
pub struct Panicked;

type Job = Box<dyn FnOnce() + Send>;

#[derive(Default)]
struct Shared {
    state: Mutex<State>,
    more: Condvar,
}

#[derive(Default)]
struct State {
    jobs: VecDeque<Job>,
    idle: usize,
    stopping: bool,
    workers: Vec<JoinHandle<()>>,
}

pub struct Pool {
    most: usize,
    shared: Arc<Shared>,
}

pub struct Handle<T> {
    result: Receiver<Result<T, Panicked>>,
}

impl Pool {
    pub fn new(workers: usize) -> Pool {
        Pool { most: workers, shared: Arc::new(Shared::default()) }
    }

    pub fn submit<T, F>(&self, job: F) -> Handle<T>
    where
        T: Send + 'static,
        F: FnOnce() -> T + Send + 'static,
    {
        let (reply, result) = bounded(1);
        let job: Job = Box::new(move || {
            let outcome = panic::catch_unwind(AssertUnwindSafe(job));
            let _ = reply.send(outcome.map_err(|_| Panicked));
        });
        let mut state = self.shared.state.lock().unwrap();
        state.jobs.push_back(job);
        if state.idle > 0 {
            self.shared.more.notify_one();
        } else if state.workers.len() < self.most {
            let shared = Arc::clone(&self.shared);
            state.workers.push(thread::spawn(move || run(&shared)));
        }
        Handle { result }
    }

    pub fn stop(self) {
        drop(self);
    }
}

fn run(shared: &Shared) {
    let mut state = shared.state.lock().unwrap();
    loop {
        if let Some(job) = state.jobs.pop_front() {
            drop(state);
            job();
            state = shared.state.lock().unwrap();
        } else if state.stopping {
            return;
        } else {
            state.idle += 1;
            state = shared.more.wait(state).unwrap();
            state.idle -= 1;
        }
    }
}

impl Drop for Pool {
    fn drop(&mut self) {
        let mut state = self.shared.state.lock().unwrap();
        state.stopping = true;
        let workers = std::mem::take(&mut state.workers);
        drop(state);
        self.shared.more.notify_all();
        for worker in workers {
            worker.join().unwrap();
        }
    }
}

impl<T> Handle<T> {
    pub fn wait(self) -> Result<T, Panicked> {
        self.result.recv().unwrap_or(Err(Panicked))
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
