//! A count behind a lock that is 0 for a moment.

use explore::sync::atomic::{AtomicU32, Ordering::SeqCst};
use explore::sync::{Arc, Condvar, Mutex};
use explore::thread::{self, JoinHandle};

use super::told_with_calls;
use crate::sources::Sources;

const TEXT: &str = include_str!("idle_between.rs");
const TITLE: &str = "a count was 0 before all work was done";

#[derive(Default)]
struct Jobs {
    queue: Mutex<Vec<u32>>,
    left: Mutex<u32>,
    is_idle: Condvar,
    done: AtomicU32,
}

impl Jobs {
    fn adds(&self, job: u32) {
        *self.left.lock().unwrap() += 1;
        self.queue.lock().unwrap().push(job);
    }

    fn is_done(&self) {
        let mut left = self.left.lock().unwrap();
        *left -= 1;
        if *left == 0 {
            self.is_idle.notify_all();
        }
    }

    fn take(&self) -> Option<u32> {
        self.queue.lock().unwrap().pop()
    }

    fn does(&self, job: u32) {
        if job == 0 {
            self.done.fetch_add(1, SeqCst);
        }
    }

    /// What follows is added after it says that it is done.
    fn adds_late(&self) {
        while let Some(job) = self.take() {
            self.does(job);
            self.is_done();
            if job > 0 {
                self.adds(job - 1);
            }
        }
    }

    fn in_one_function(&self) {
        while let Some(job) = self.take() {
            self.does(job);
            *self.left.lock().unwrap() -= 1;
            self.is_idle.notify_all();
            for next in 0..job {
                *self.left.lock().unwrap() += 1;
                self.queue.lock().unwrap().push(next);
            }
        }
    }

    fn adds_first(&self) {
        while let Some(job) = self.take() {
            self.does(job);
            if job > 0 {
                self.adds(job - 1);
            }
            self.is_done();
        }
    }

    fn waits(&self) {
        let mut left = self.left.lock().unwrap();
        while *left > 0 {
            left = self.is_idle.wait(left).unwrap();
        }
    }
}

/// A task is started, and so much is to be done once it has no work left.
fn told(
    starts: fn(Arc<Jobs>) -> JoinHandle<()>,
    job: u32,
    done: u32,
) -> (String, String) {
    told_with_calls(TEXT, Sources(&[(file!(), TEXT)]), move || {
        let jobs = Arc::new(Jobs::default());
        jobs.adds(job);
        let task = starts(Arc::clone(&jobs));
        jobs.waits();
        assert_eq!(jobs.done.load(SeqCst), done);
        task.join().unwrap();
    })
}

fn late(jobs: Arc<Jobs>) -> JoinHandle<()> {
    thread::spawn(move || jobs.adds_late())
}

fn in_one(jobs: Arc<Jobs>) -> JoinHandle<()> {
    thread::spawn(move || jobs.in_one_function())
}

fn first(jobs: Arc<Jobs>) -> JoinHandle<()> {
    thread::spawn(move || jobs.adds_first())
}

#[test]
fn what_follows_is_added_when_the_count_was_0() {
    for starts in [late as fn(_) -> _, in_one] {
        let (title, sentence) = told(starts, 1, 1);
        assert_eq!(title, TITLE, "{sentence}");
        assert!(sentence.contains("counts left down in line"), "{sentence}");
    }
}

/// All was done, or what follows is added first: another number is expected.
#[test]
fn who_has_done_its_work_is_not_to_blame() {
    for (starts, job) in [(late as fn(_) -> _, 0), (in_one, 0), (first, 1)] {
        let (title, sentence) = told(starts, job, 3);
        assert_ne!(title, TITLE, "{sentence}");
    }
}

#[derive(Default)]
struct Both {
    active: u32,
    done: u32,
}

#[derive(Default)]
struct Crew {
    both: Mutex<Both>,
    is_idle: Condvar,
    results: Mutex<Vec<u32>>,
}

impl Crew {
    /// Another number goes up, and the result is late.
    fn works(&self) {
        self.both.lock().unwrap().active -= 1;
        self.is_idle.notify_all();
        self.results.lock().unwrap().push(1);
        self.both.lock().unwrap().done += 1;
    }

    fn waits(&self) {
        let mut both = self.both.lock().unwrap();
        while both.active > 0 {
            both = self.is_idle.wait(both).unwrap();
        }
    }
}

#[test]
fn another_number_behind_the_same_lock_is_another_count() {
    let (title, sentence) =
        told_with_calls(TEXT, Sources(&[(file!(), TEXT)]), || {
            let crew = Arc::new(Crew::default());
            crew.both.lock().unwrap().active = 1;
            let own = Arc::clone(&crew);
            let task = thread::spawn(move || own.works());
            crew.waits();
            assert_eq!(crew.results.lock().unwrap().len(), 1);
            task.join().unwrap();
        });
    assert_ne!(title, TITLE, "{sentence}");
}
