//! scheduler: each job to a worker that has its skill, the most urgent job first.
//!
//! Workers have skills, and a job needs one skill. A try of a job calls its `work` with
//! the number of the worker. `work` returns whether the try succeeded. It does not
//! panic, and it does not call the scheduler.
//!
//! - `start` starts the workers. A worker tries one job at a time, and only jobs whose
//!   skill it has.
//! - Priority: a free worker takes the job with the highest priority, of those that
//!   wait and that it may try. If several have this priority, it takes the one
//!   submitted first.
//! - Balance: no worker is idle while a job waits that it may try.
//! - Retry: a job that failed waits again, in the place that its submit gave it. After
//!   `tries` failed tries it ends as `Failed`. The worker on which it failed last may
//!   not try it next, unless no other healthy worker has the skill.
//! - Health: when `failures` tries in a row have failed on a worker, it is unhealthy
//!   and tries nothing more. A success before that sets its count back to 0.
//! - A job that waits ends as `Nobody`, at once, when no healthy worker has its skill.
//! - `submit` never waits. Several threads may call it at the same time.
//! - `wait` returns how the job ended. It may come after `stop`, and a handle may be
//!   dropped.
//! - `stop` waits until every job has ended and every thread has ended that was
//!   started. It returns how many tries each worker made. Nobody submits after `stop`,
//!   but jobs that fail are still tried again.
//!
//! Keep the types and the signatures of the methods. The fields of `Scheduler` and
//! `Handle` are yours. Inside, use what you like from std or crossbeam. This is a
//! project: begin with one worker and priorities. `cargo week8 check scheduler` then
//! shows what is next.

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
