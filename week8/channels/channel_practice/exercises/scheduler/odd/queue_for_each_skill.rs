//! A queue for each skill. A worker compares the first jobs of all its skills.

use std::cmp::Reverse;
use std::collections::BTreeMap;
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

pub struct Scheduler {
    shared: Arc<Shared>,
    workers: Vec<JoinHandle<()>>,
}

pub struct Handle {
    end: Receiver<End>,
}

struct Shared {
    settings: Settings,
    state: Mutex<State>,
    changed: Condvar,
}

struct State {
    /// By the skill that they need.
    waiting: BTreeMap<Skill, Vec<Waiting>>,
    /// How many were submitted.
    jobs: u64,
    running: usize,
    stopping: bool,
    workers: Vec<Health>,
}

#[derive(Clone, Default)]
struct Health {
    tries: u32,
    in_a_row: u32,
}

struct Waiting {
    number: u64,
    job: Job,
    tries: u32,
    /// Where it has failed last.
    failed_on: Option<usize>,
    tell: Sender<End>,
}

impl Scheduler {
    pub fn start(settings: Settings) -> Scheduler {
        let count = settings.workers.len();
        let state = State {
            waiting: BTreeMap::new(),
            jobs: 0,
            running: 0,
            stopping: false,
            workers: vec![Health::default(); count],
        };
        let (state, changed) = (Mutex::new(state), Condvar::new());
        let shared = Arc::new(Shared { settings, state, changed });
        let start = |worker| {
            let shared = Arc::clone(&shared);
            thread::spawn(move || shared.work(worker))
        };
        let workers = (0..count).map(start).collect();
        Scheduler { shared, workers }
    }

    pub fn submit(&self, job: Job) -> Handle {
        let (tell, end) = bounded(1);
        let mut state = self.shared.state.lock().unwrap();
        let number = state.jobs;
        state.jobs += 1;
        state.waiting.entry(job.needs).or_default().push(Waiting {
            number,
            job,
            tries: 0,
            failed_on: None,
            tell,
        });
        self.shared.give_up(&mut state);
        self.shared.changed.notify_all();
        Handle { end }
    }

    pub fn stop(self) -> Vec<u32> {
        self.shared.state.lock().unwrap().stopping = true;
        self.shared.changed.notify_all();
        for worker in self.workers {
            worker.join().unwrap();
        }
        let state = self.shared.state.lock().unwrap();
        state.workers.iter().map(|worker| worker.tries).collect()
    }
}

impl Handle {
    pub fn wait(self) -> End {
        self.end.recv().unwrap()
    }
}

impl Shared {
    fn work(&self, worker: usize) {
        while let Some(mut waiting) = self.next(worker) {
            let succeeded = (waiting.job.work)(worker);
            let mut state = self.state.lock().unwrap();
            state.running -= 1;
            waiting.tries += 1;
            let health = &mut state.workers[worker];
            health.tries += 1;
            health.in_a_row = if succeeded { 0 } else { health.in_a_row + 1 };
            if succeeded {
                let _ = waiting.tell.send(End::Done);
            } else if waiting.tries == self.settings.tries {
                let _ = waiting.tell.send(End::Failed);
            } else {
                waiting.failed_on = Some(worker);
                state.waiting.entry(waiting.job.needs).or_default().push(waiting);
            }
            self.give_up(&mut state);
            self.changed.notify_all();
        }
    }

    /// Waits for the best job that this worker may do; none when there is nothing more.
    fn next(&self, worker: usize) -> Option<Waiting> {
        let mut state = self.state.lock().unwrap();
        loop {
            if !self.is_healthy(&state, worker) {
                return None;
            }
            if let Some((skill, place)) = self.best(&state, worker) {
                state.running += 1;
                return Some(state.waiting.get_mut(skill).unwrap().remove(place));
            }
            let is_empty = state.waiting.values().all(Vec::is_empty);
            if state.stopping && is_empty && state.running == 0 {
                return None;
            }
            state = self.changed.wait(state).unwrap();
        }
    }

    /// Of all its skills.
    fn best(&self, state: &State, worker: usize) -> Option<(Skill, usize)> {
        let skills = self.settings.workers[worker].iter();
        let all = skills.flat_map(|&skill| {
            let queue = state.waiting.get(skill).into_iter().flatten();
            queue.enumerate().map(move |(place, one)| (skill, place, one))
        });
        let may = all.filter(|(.., waiting)| self.may(state, worker, waiting));
        let best =
            may.max_by_key(|(.., one)| (one.job.priority, Reverse(one.number)));
        best.map(|(skill, place, _)| (skill, place))
    }

    fn may(&self, state: &State, worker: usize, waiting: &Waiting) -> bool {
        let can = |worker: &usize| self.can(state, *worker, waiting);
        let has_failed_here = waiting.failed_on == Some(worker);
        let is_only = (0..state.workers.len()).filter(can).eq([worker]);
        can(&worker) && (!has_failed_here || is_only)
    }

    fn can(&self, state: &State, worker: usize, waiting: &Waiting) -> bool {
        self.is_healthy(state, worker)
            && self.settings.workers[worker].contains(&waiting.job.needs)
    }

    fn is_healthy(&self, state: &State, worker: usize) -> bool {
        state.workers[worker].in_a_row < self.settings.failures
    }

    /// Ends the jobs that no healthy worker can do.
    fn give_up(&self, state: &mut State) {
        let mut all = std::mem::take(&mut state.waiting);
        let workers = state.workers.len();
        for queue in all.values_mut() {
            queue.retain(|one| {
                let is_wanted =
                    (0..workers).any(|worker| self.can(state, worker, one));
                if !is_wanted {
                    let _ = one.tell.send(End::Nobody);
                }
                is_wanted
            });
        }
        state.waiting = all;
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
