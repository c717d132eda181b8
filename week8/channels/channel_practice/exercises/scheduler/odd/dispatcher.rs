//! A dispatcher owns all that is known; workers and `submit` send it messages.

use std::cmp::Reverse;
use std::thread::{self, JoinHandle};
use std::time::Duration;

use crossbeam::channel::{Receiver, Sender, bounded, unbounded};

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
    events: Sender<Event>,
    dispatcher: JoinHandle<Vec<u32>>,
}

pub struct Handle {
    end: Receiver<End>,
}

enum Event {
    Submit(Job, Sender<End>),
    Tried { worker: usize, job: Waiting, succeeded: bool },
    Stop,
}

struct Waiting {
    number: u64,
    job: Job,
    tries: u32,
    failed_on: Option<usize>,
    tell: Sender<End>,
}

struct Worker {
    skills: Vec<Skill>,
    tries: u32,
    in_a_row: u32,
    busy: bool,
    jobs: Sender<Waiting>,
    thread: JoinHandle<()>,
}

impl Scheduler {
    pub fn start(settings: Settings) -> Scheduler {
        let (events, inbox) = unbounded();
        let to = events.clone();
        let dispatcher = thread::spawn(move || dispatch(settings, &inbox, &to));
        Scheduler { events, dispatcher }
    }

    pub fn submit(&self, job: Job) -> Handle {
        let (tell, end) = bounded(1);
        let _ = self.events.send(Event::Submit(job, tell));
        Handle { end }
    }

    pub fn stop(self) -> Vec<u32> {
        let _ = self.events.send(Event::Stop);
        self.dispatcher.join().unwrap()
    }
}

impl Handle {
    pub fn wait(self) -> End {
        self.end.recv().unwrap()
    }
}

fn dispatch(
    settings: Settings,
    inbox: &Receiver<Event>,
    events: &Sender<Event>,
) -> Vec<u32> {
    let Settings { workers, tries, failures } = settings;
    let start = |(number, skills)| {
        let (jobs, mine) = bounded::<Waiting>(1);
        let events = events.clone();
        let thread = thread::spawn(move || {
            for mut job in mine {
                let succeeded = (job.job.work)(number);
                let _ =
                    events.send(Event::Tried { worker: number, job, succeeded });
            }
        });
        Worker { skills, tries: 0, in_a_row: 0, busy: false, jobs, thread }
    };
    let mut workers: Vec<Worker> =
        workers.into_iter().enumerate().map(start).collect();
    let mut waiting: Vec<Waiting> = Vec::new();
    let mut number = 0;
    let mut stopping = false;
    loop {
        let busy = workers.iter().any(|worker| worker.busy);
        if stopping && waiting.is_empty() && !busy {
            break;
        }
        match inbox.recv().unwrap() {
            Event::Submit(job, tell) => {
                number += 1;
                waiting.push(Waiting {
                    number,
                    job,
                    tries: 0,
                    failed_on: None,
                    tell,
                });
            }
            Event::Stop => stopping = true,
            Event::Tried { worker, mut job, succeeded } => {
                let me = &mut workers[worker];
                me.busy = false;
                me.tries += 1;
                me.in_a_row = if succeeded { 0 } else { me.in_a_row + 1 };
                job.tries += 1;
                job.failed_on = Some(worker);
                if succeeded {
                    let _ = job.tell.send(End::Done);
                } else if job.tries == tries {
                    let _ = job.tell.send(End::Failed);
                } else {
                    waiting.push(job);
                }
            }
        }
        waiting.sort_by_key(|one| (Reverse(one.job.priority), one.number));
        let mut still = Vec::new();
        for one in waiting {
            let can: Vec<usize> = (0..workers.len())
                .filter(|&worker| workers[worker].in_a_row < failures)
                .filter(|&worker| workers[worker].skills.contains(&one.job.needs))
                .collect();
            if can.is_empty() {
                let _ = one.tell.send(End::Nobody);
                continue;
            }
            let free = can.iter().copied().find(|&worker| {
                let again = one.failed_on == Some(worker) && can.len() > 1;
                !workers[worker].busy && !again
            });
            match free {
                Some(worker) => {
                    workers[worker].busy = true;
                    let _ = workers[worker].jobs.send(one);
                }
                None => still.push(one),
            }
        }
        waiting = still;
    }
    let leaves = |worker: Worker| {
        drop(worker.jobs);
        worker.thread.join().unwrap();
        worker.tries
    };
    workers.into_iter().map(leaves).collect()
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
