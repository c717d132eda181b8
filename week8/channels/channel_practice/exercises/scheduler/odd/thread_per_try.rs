//! A thread for each try: a worker is a number that is free or not.

use std::cmp::Reverse;
use std::sync::{Arc, Condvar, Mutex};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use crossbeam::channel::{Receiver, Sender, bounded};

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

#[derive(Clone)]
pub struct Scheduler {
    shared: Arc<Shared>,
}

pub struct Handle {
    end: Receiver<End>,
}

struct Shared {
    settings: Settings,
    state: Mutex<State>,
    all_ended: Condvar,
}

#[derive(Default)]
struct State {
    waiting: Vec<Waiting>,
    jobs: u64,
    workers: Vec<Worker>,
    threads: Vec<JoinHandle<()>>,
}

#[derive(Clone, Default)]
struct Worker {
    tries: u32,
    in_a_row: u32,
    busy: bool,
}

struct Waiting {
    number: u64,
    job: Job,
    tries: u32,
    failed_on: Option<usize>,
    tell: Sender<End>,
}

impl Scheduler {
    pub fn start(settings: Settings) -> Scheduler {
        let workers = vec![Worker::default(); settings.workers.len()];
        let state = Mutex::new(State { workers, ..State::default() });
        let shared = Shared { settings, state, all_ended: Condvar::new() };
        Scheduler { shared: Arc::new(shared) }
    }

    pub fn submit(&self, job: Job) -> Handle {
        let (tell, end) = bounded(1);
        let mut state = self.shared.state.lock().unwrap();
        let number = state.jobs;
        state.jobs += 1;
        state.waiting.push(Waiting {
            number,
            job,
            tries: 0,
            failed_on: None,
            tell,
        });
        self.dispatch(&mut state);
        Handle { end }
    }

    pub fn stop(self) -> Vec<u32> {
        let at_work = |state: &mut State| {
            !state.waiting.is_empty() || state.workers.iter().any(|one| one.busy)
        };
        let state = self.shared.state.lock().unwrap();
        let mut state = self.shared.all_ended.wait_while(state, at_work).unwrap();
        let threads = std::mem::take(&mut state.threads);
        let tries = state.workers.iter().map(|worker| worker.tries).collect();
        drop(state);
        for thread in threads {
            thread.join().unwrap();
        }
        tries
    }

    /// Starts each try that may begin.
    fn dispatch(&self, state: &mut State) {
        let State { waiting, workers, threads, .. } = state;
        let Settings { workers: skills, failures, .. } = &self.shared.settings;
        waiting.sort_by_key(|one| (Reverse(one.job.priority), one.number));
        for mut one in std::mem::take(waiting) {
            let can = |&worker: &usize| {
                workers[worker].in_a_row < *failures
                    && skills[worker].contains(&one.job.needs)
            };
            let can: Vec<usize> = (0..workers.len()).filter(can).collect();
            let may = |&worker: &usize| {
                !workers[worker].busy
                    && (can.len() == 1 || one.failed_on != Some(worker))
            };
            if can.is_empty() {
                let _ = one.tell.send(End::Nobody);
                continue;
            }
            let Some(worker) = can.iter().copied().find(may) else {
                waiting.push(one);
                continue;
            };
            workers[worker].busy = true;
            let scheduler = self.clone();
            threads.push(thread::spawn(move || {
                let succeeded = (one.job.work)(worker);
                scheduler.tried(worker, one, succeeded);
            }));
        }
        if waiting.is_empty() && !workers.iter().any(|worker| worker.busy) {
            self.shared.all_ended.notify_all();
        }
    }

    fn tried(&self, worker: usize, mut one: Waiting, succeeded: bool) {
        let mut state = self.shared.state.lock().unwrap();
        let me = &mut state.workers[worker];
        me.busy = false;
        me.tries += 1;
        me.in_a_row = if succeeded { 0 } else { me.in_a_row + 1 };
        one.tries += 1;
        one.failed_on = Some(worker);
        if succeeded {
            let _ = one.tell.send(End::Done);
        } else if one.tries == self.shared.settings.tries {
            let _ = one.tell.send(End::Failed);
        } else {
            state.waiting.push(one);
        }
        self.dispatch(&mut state);
    }
}

impl Handle {
    pub fn wait(self) -> End {
        self.end.recv().unwrap()
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
