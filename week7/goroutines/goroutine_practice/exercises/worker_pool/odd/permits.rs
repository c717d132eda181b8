//! A task for each job, which first takes one of as many permits as there are workers.

use std::panic::{self, AssertUnwindSafe};
use std::sync::Mutex;
use std::thread::{self, JoinHandle};
use std::time::Duration;

use crossbeam::channel::{Receiver, Sender, bounded};

/// The job panicked.
#[derive(Debug, PartialEq, Eq)]
pub struct Panicked;

pub struct Pool {
    taken: (Sender<()>, Receiver<()>),
    started: Mutex<Vec<JoinHandle<()>>>,
}

pub struct Handle<T> {
    result: Receiver<Result<T, Panicked>>,
}

impl Pool {
    pub fn new(workers: usize) -> Pool {
        Pool { taken: bounded(workers), started: Mutex::new(Vec::new()) }
    }

    pub fn submit<T, F>(&self, job: F) -> Handle<T>
    where
        T: Send + 'static,
        F: FnOnce() -> T + Send + 'static,
    {
        let (tell, result) = bounded(1);
        let (take, give_back) = self.taken.clone();
        let task = thread::spawn(move || {
            take.send(()).unwrap();
            let result = panic::catch_unwind(AssertUnwindSafe(job));
            give_back.recv().unwrap();
            let _ = tell.send(result.map_err(|_| Panicked));
        });
        self.started.lock().unwrap().push(task);
        Handle { result }
    }

    pub fn stop(self) {
        // Dropping it is stopping.
    }
}

impl Drop for Pool {
    fn drop(&mut self) {
        for task in self.started.get_mut().unwrap().drain(..) {
            task.join().unwrap();
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
