//! scheduler: each job to a worker that can do it, the urgent first.
//!
//! Workers have skills, jobs need one. `work` of a job is called with the number of the
//! worker that tries it and says whether it succeeded; it does not panic, and it does not
//! call the scheduler.
//!
//! - `start` starts the workers. Each tries one job at a time, and only jobs that need a
//!   skill it has.
//! - Priority: a worker that is free takes, of the jobs that wait and that it may try,
//!   the one with the highest priority; of several the one that was submitted first.
//! - Balance: no worker is idle while a job waits that it may try.
//! - Retry: a job that failed waits again, as the one that it was, until it was tried
//!   `tries` times; then it ends as `Failed`. The worker on which it failed last may not
//!   try it next, unless no other healthy worker has the skill.
//! - Health: a worker on which `failures` tries in a row have failed is unhealthy: it
//!   tries nothing more. A success before that begins the count anew.
//! - A job that waits for a skill that no healthy worker has ends as `Nobody`, at once.
//! - `submit` never waits. `wait` returns how the job ended; a handle may be waited on
//!   after the stop as well, or dropped.
//! - `stop` waits until every job has ended and every thread that was started. It returns
//!   how many tries each worker made. Nobody submits any more when it is called, but what
//!   fails meanwhile is tried again.
//!
//! Keep the types and the heads of the methods; the fields of `Scheduler` and `Handle` are
//! yours, and inside do as you like, with std or crossbeam. This is a project: begin with
//! one worker and priorities, and `cargo week8 check scheduler` shows what is next.

use std::thread;
use std::time::Duration;

pub type Skill = &'static str;

pub struct Settings {
    /// The skills of each worker.
    pub workers: Vec<Vec<Skill>>,
    /// How often a job is tried, at least 1.
    pub tries: u32,
    /// After so many failures in a row a worker is unhealthy, at least 1.
    pub failures: u32,
}

pub struct Job {
    /// The higher, the sooner.
    pub priority: u32,
    pub needs: Skill,
    /// Given the number of the worker, from 0; whether it succeeded.
    pub work: Box<dyn FnMut(usize) -> bool + Send>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    Done,
    /// Every try failed.
    Failed,
    /// No healthy worker has the skill.
    Nobody,
}

pub struct Scheduler {}

pub struct Handle {}

impl Scheduler {
    pub fn start(settings: Settings) -> Scheduler {
        let _ = settings;
        todo!("start the workers")
    }

    pub fn submit(&self, job: Job) -> Handle {
        let _ = job;
        todo!("let it wait for a worker that may try it")
    }

    pub fn stop(self) -> Vec<u32> {
        todo!("wait until all has ended")
    }
}

impl Handle {
    pub fn wait(self) -> End {
        todo!("wait until the job has ended")
    }
}

fn main() {
    let scheduler = Scheduler::start(Settings {
        workers: vec![vec!["cut"], vec!["cut", "paint"]],
        tries: 2,
        failures: 3,
    });
    let jobs = [("cut", 1), ("paint", 1), ("cut", 5), ("bake", 9)];
    let handles: Vec<Handle> = jobs
        .into_iter()
        .map(|(needs, priority)| {
            let work = move |worker| {
                println!("worker {worker}: {needs}, priority {priority}");
                thread::sleep(Duration::from_millis(10));
                // The first worker is bad at what is urgent.
                worker != 0 || priority < 5
            };
            scheduler.submit(Job { priority, needs, work: Box::new(work) })
        })
        .collect();
    for (handle, (needs, _)) in handles.into_iter().zip(jobs) {
        println!("{needs}: {:?}", handle.wait());
    }
    println!("tries of each worker: {:?}", scheduler.stop());
}
