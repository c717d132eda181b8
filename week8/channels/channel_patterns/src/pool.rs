//! A pool of threads as a type.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Barrier};
use std::thread::{self, JoinHandle, Result};

use crossbeam::channel::{Receiver, Sender, bounded, unbounded};
use shared::Log;

/// In Go a pool is written anew in every program: jobs, results, a wait group. As a type
/// it makes three promises. `submit` gives back a handle for this job's own result, of any
/// type. A panic is that job's answer, and its worker goes on. `close` takes the pool
/// itself, so that nobody can submit afterwards, and the workers still drain the queue: a
/// loop over a closed channel ends when it is empty. The jobs block, so they run on
/// threads, and crossbeam's receiver is the one that several threads can hold.
pub fn worker_pool(log: &Log) {
    let main = log.task("main");
    let pool = Pool::new(2);
    let gate = Arc::new(Barrier::new(3));

    let first = [1, 2].map(|job| {
        let (task, gate) = (main.starts(format!("job {job}")), Arc::clone(&gate));
        pool.submit(move || {
            writeln!(task, "is at work");
            gate.wait(); // holds both workers until the pool has been closed
            writeln!(task, "is done");
            job * job
        })
    });
    let text = pool.submit(|| "a job of another type".to_uppercase());
    let broken = pool.submit(|| -> u32 { panic!("out of paper") });
    let last = pool.submit(|| 5 * 5);

    let closed = pool.close();
    writeln!(main, "the pool is closed, with jobs in its queue");
    gate.wait();
    closed.into_iter().for_each(|worker| worker.join().unwrap());
    writeln!(main, "both workers have ended");

    for answer in first {
        writeln!(main, "an answer: {}", answer.wait().unwrap());
    }
    writeln!(main, "an answer: {}", text.wait().unwrap());
    writeln!(main, "an answer, a panic: {}", broken.wait().is_err());
    writeln!(main, "an answer: {}", last.wait().unwrap());
}

struct Pool {
    jobs: Sender<Box<dyn FnOnce() + Send>>,
    workers: Vec<JoinHandle<()>>,
}

/// The result of one job, to be waited for once.
struct Answer<T>(Receiver<Result<T>>);

impl Pool {
    fn new(workers: usize) -> Self {
        // Without a bound: to submit never waits. With one, it would push back.
        let (jobs, queue) = unbounded::<Box<dyn FnOnce() + Send>>();
        let start = |_| {
            let queue = queue.clone();
            thread::spawn(move || queue.into_iter().for_each(|job| job()))
        };
        Self { jobs, workers: (0..workers).map(start).collect() }
    }

    fn submit<T, F>(&self, work: F) -> Answer<T>
    where
        T: Send + 'static,
        F: FnOnce() -> T + Send + 'static,
    {
        let (sender, answer) = bounded(1); // room, so that no worker waits for a reader
        let job = move || {
            let result = catch_unwind(AssertUnwindSafe(work));
            let _ = sender.send(result); // an error: nobody wants this answer any more
        };
        self.jobs.send(Box::new(job)).expect("workers outlive the pool");
        Answer(answer)
    }

    /// No more jobs. The workers, to be joined, end when the queue is empty.
    fn close(self) -> Vec<JoinHandle<()>> {
        self.workers // and `jobs`, the only sender, is dropped here
    }
}

impl<T> Answer<T> {
    fn wait(self) -> Result<T> {
        self.0.recv().expect("every job that was submitted is run")
    }
}
