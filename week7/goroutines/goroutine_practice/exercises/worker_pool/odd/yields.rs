//! A handle looks again and again whether there is a result, and yields in between.

use std::collections::VecDeque;
use std::panic::{self, AssertUnwindSafe};
use std::sync::{Arc, Condvar, Mutex};
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// The job panicked.
#[derive(Debug, PartialEq, Eq)]
pub struct Panicked;

type Job = Box<dyn FnOnce() + Send>;

#[derive(Default)]
struct State {
    jobs: VecDeque<Job>,
    stops: bool,
}

#[derive(Default)]
struct Shared {
    state: Mutex<State>,
    changed: Condvar,
}

pub struct Pool {
    shared: Arc<Shared>,
    workers: Vec<JoinHandle<()>>,
}

type Slot<T> = (Mutex<Option<Result<T, Panicked>>>, Condvar);

pub struct Handle<T> {
    slot: Arc<Slot<T>>,
}

impl Pool {
    pub fn new(workers: usize) -> Pool {
        let shared = Arc::<Shared>::default();
        let start = |_| {
            let shared = Arc::clone(&shared);
            thread::spawn(move || shared.work())
        };
        let workers = (0..workers).map(start).collect();
        Pool { shared, workers }
    }

    pub fn submit<T, F>(&self, job: F) -> Handle<T>
    where
        T: Send + 'static,
        F: FnOnce() -> T + Send + 'static,
    {
        let slot = Arc::new((Mutex::new(None), Condvar::new()));
        let tell = Arc::clone(&slot);
        let job = move || {
            let result = panic::catch_unwind(AssertUnwindSafe(job));
            *tell.0.lock().unwrap() = Some(result.map_err(|_| Panicked));
        };
        self.shared.state.lock().unwrap().jobs.push_back(Box::new(job));
        self.shared.changed.notify_one();
        Handle { slot }
    }

    pub fn stop(self) {
        // Dropping it is stopping.
    }
}

impl Drop for Pool {
    fn drop(&mut self) {
        self.shared.state.lock().unwrap().stops = true;
        self.shared.changed.notify_all();
        for worker in self.workers.drain(..) {
            worker.join().unwrap();
        }
    }
}

impl Shared {
    fn work(&self) {
        loop {
            let state = self.state.lock().unwrap();
            let idle = |state: &mut State| state.jobs.is_empty() && !state.stops;
            let mut state = self.changed.wait_while(state, idle).unwrap();
            let Some(job) = state.jobs.pop_front() else { break };
            drop(state);
            job();
        }
    }
}

impl<T> Handle<T> {
    pub fn wait(self) -> Result<T, Panicked> {
        loop {
            if let Some(result) = self.slot.0.lock().unwrap().take() {
                return result;
            }
            thread::yield_now();
        }
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
