//! A pool of threads as a type.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Barrier};
use std::thread::{self, JoinHandle, Result};

use crossbeam::channel::{Receiver, Sender, bounded, unbounded};
use shared::{Log, Task};

/// Go's standard library has no pool of workers. Python's is
/// `ThreadPoolExecutor`, whose `submit` raises an exception after `shutdown`.
/// Here `submit` returns a handle that waits for the result of this job; the
/// result may have any type. A job that panics has the panic as its answer, and
/// the worker goes on: `catch_unwind` in `submit` returns it as an error.
/// `close` takes the pool itself, so nobody can submit afterwards, and the
/// workers still do every job in the queue. Threads run the jobs, because the
/// jobs may block; `worker_pool` of week 7 builds its pool inside one function.
pub fn worker_pool(log: &Log) {
    let main = log.task("main");
    writeln!(main, "one job panics: that is planned");

    let pool = Pool::new(2);
    let square = pool.submit(|| 5 * 5);
    let text = pool.submit(|| "a job of another type".to_uppercase());
    let broken = pool.submit(|| -> u32 { panic!("out of paper") });
    let last = pool.submit(|| 6 * 6);
    for worker in pool.close() {
        worker.join().unwrap();
    }
    writeln!(main, "an answer: {}", square.wait().unwrap());
    writeln!(main, "an answer: {}", text.wait().unwrap());
    writeln!(main, "the answer is a panic: {}", broken.wait().is_err());
    writeln!(main, "an answer: {}", last.wait().unwrap());

    close_with_a_job_in_the_queue(&main);
}

/// The proof that a close leaves no job behind: both workers wait at the gate until
/// the pool is closed, so the third job is still in the queue then.
fn close_with_a_job_in_the_queue(main: &Task) {
    let gate = Arc::new(Barrier::new(3)); // opens when three wait at it
    let pool = Pool::new(2);
    for _ in 0..2 {
        let gate = Arc::clone(&gate);
        pool.submit(move || gate.wait());
    }
    let third = pool.submit(|| "done");
    let workers = pool.close();
    writeln!(main, "closed, with a job in the queue");
    gate.wait();
    for worker in workers {
        worker.join().unwrap();
    }
    writeln!(main, "the job in the queue: {}", third.wait().unwrap());
}

struct Pool {
    /// A job is any closure that can be called once, on any thread.
    jobs: Sender<Box<dyn FnOnce() + Send>>,
    workers: Vec<JoinHandle<()>>,
}

/// The result of one job, to be waited for once.
struct Answer<T>(Receiver<Result<T>>);

impl Pool {
    fn new(count: usize) -> Self {
        assert!(count > 0, "nobody would do the jobs");
        // Without a limit, `submit` never waits. With one it would push back.
        let (jobs, queue) = unbounded::<Box<dyn FnOnce() + Send>>();
        let mut workers = Vec::new();
        for _ in 0..count {
            let queue = queue.clone();
            workers.push(thread::spawn(move || {
                for job in queue {
                    // What nobody wants is dropped in the job: that may panic too.
                    let _ = catch_unwind(AssertUnwindSafe(job));
                }
            }));
        }
        Self { jobs, workers }
    }

    fn submit<T, F>(&self, work: F) -> Answer<T>
    where
        T: Send + 'static,
        F: FnOnce() -> T + Send + 'static,
    {
        let (sender, answer) = bounded(1); // room, so that no worker waits for a reader
        let job = move || {
            // With `panic = "abort"` nothing is caught. `AssertUnwindSafe`: the pool
            // uses nothing of the job again. What it shares with others may be half
            // changed: the caller has to know.
            let result = catch_unwind(AssertUnwindSafe(work));
            let _ = sender.send(result); // an error means that nobody wants the answer
        };
        self.jobs.send(Box::new(job)).expect("workers outlive the pool");
        Answer(answer)
    }

    /// Takes no more jobs. The workers end when the queue is empty; join them.
    #[must_use = "if main ends before the workers, jobs in the queue are lost"]
    fn close(self) -> Vec<JoinHandle<()>> {
        self.workers // `jobs`, the only sender, is dropped here
    }
}

impl<T> Answer<T> {
    fn wait(self) -> Result<T> {
        self.0.recv().expect("every job that was submitted is run")
    }
}
