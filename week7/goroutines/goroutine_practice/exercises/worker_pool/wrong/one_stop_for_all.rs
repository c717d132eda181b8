//! One message to stop, and the first worker that sees it keeps it for itself.

use std::panic::{self, AssertUnwindSafe};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use crossbeam::channel::{Receiver, Sender, bounded, unbounded};

/// The job panicked.
#[derive(Debug, PartialEq, Eq)]
pub struct Panicked;

enum Message {
    Run(Box<dyn FnOnce() + Send>),
    Stop,
}

pub struct Pool {
    messages: Sender<Message>,
    workers: Vec<JoinHandle<()>>,
}

pub struct Handle<T> {
    result: Receiver<Result<T, Panicked>>,
}

impl Pool {
    pub fn new(workers: usize) -> Pool {
        let (messages, queue) = unbounded();
        let start = |_| {
            let queue: Receiver<Message> = queue.clone();
            thread::spawn(move || {
                while let Ok(Message::Run(job)) = queue.recv() {
                    job();
                }
            })
        };
        Pool { messages, workers: (0..workers).map(start).collect() }
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
        self.messages.send(Message::Run(Box::new(job))).unwrap();
        Handle { result }
    }

    pub fn stop(self) {
        // Dropping it is stopping.
    }
}

impl Drop for Pool {
    fn drop(&mut self) {
        self.messages.send(Message::Stop).unwrap();
        for worker in self.workers.drain(..) {
            worker.join().unwrap();
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
