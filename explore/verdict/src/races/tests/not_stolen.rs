//! A steal that came to nothing because another task was faster.

use explore::crossbeam::deque::{Injector, Steal};
use explore::sync::Arc;
use explore::sync::atomic::{AtomicU32, Ordering::SeqCst};
use explore::thread;

use crate::sources::Sources;

const TEXT: &str = include_str!("not_stolen.rs");
const TITLE: &str = "a steal was not tried again";

#[derive(Default)]
struct Jobs {
    queue: Injector<u32>,
    done: AtomicU32,
    stops: AtomicU32,
}

impl Jobs {
    fn takes_one(&self) {
        if let Some(job) = self.queue.steal().success() {
            self.done.fetch_add(job, SeqCst);
        }
    }

    fn takes_all(&self) {
        while let Steal::Success(job) = self.queue.steal() {
            self.done.fetch_add(job, SeqCst);
        }
    }

    fn tries_again(&self) {
        loop {
            match self.queue.steal() {
                Steal::Success(job) => {
                    return assert!(self.done.fetch_add(job, SeqCst) < 9);
                }
                Steal::Empty => return,
                Steal::Retry => {}
            }
        }
    }

    /// It tries no more because it is to stop.
    fn is_stopped(&self) {
        while self.stops.fetch_add(1, SeqCst) < 2 {
            if let Steal::Success(job) = self.queue.steal() {
                self.done.fetch_add(job, SeqCst);
            }
            if self.stops.load(SeqCst) > 1 {
                break;
            }
        }
    }
}

/// The title and the sentence, where two tasks do this with so many jobs.
fn told(act: fn(&Jobs), many: u32) -> (String, String) {
    super::told_with_calls(TEXT, Sources(&[(file!(), TEXT)]), move || {
        let jobs = Arc::new(Jobs::default());
        for _ in 0..many {
            jobs.queue.push(1);
        }
        let tasks = [0, 1].map(|_| {
            let jobs = Arc::clone(&jobs);
            thread::spawn(move || act(&jobs))
        });
        for task in tasks {
            task.join().unwrap();
        }
        assert_eq!(jobs.done.load(SeqCst), many.max(2));
    })
}

#[test]
fn who_takes_it_for_empty_leaves_a_value() {
    let (title, sentence) = told(Jobs::takes_one, 2);
    assert_eq!(title, TITLE, "{sentence}");
    assert!(sentence.contains("no sign that queue is empty"), "{sentence}");
}

/// Three tasks that wait until all jobs are done.
#[test]
fn nobody_goes_on_where_it_was_the_last() {
    let program = || {
        let jobs = Arc::new(Jobs::default());
        let main = thread::current();
        jobs.queue.push(1);
        jobs.queue.push(1);
        for _ in 0..2 {
            let (jobs, main) = (Arc::clone(&jobs), main.clone());
            thread::spawn(move || {
                jobs.takes_one();
                main.unpark();
            });
        }
        while jobs.done.load(SeqCst) < 2 {
            thread::park();
        }
    };
    let (title, sentence) =
        super::told_with_calls(TEXT, Sources(&[(file!(), TEXT)]), program);
    assert_eq!(title, TITLE, "{sentence}");
}

/// The other one takes the rest, the job was not there, or somebody has stopped it.
#[test]
fn who_leaves_nothing_or_tries_again_is_right() {
    for (act, many) in [
        (Jobs::takes_all as fn(&Jobs), 1),
        (Jobs::tries_again, 1),
        (Jobs::tries_again, 3),
        (Jobs::is_stopped, 3),
    ] {
        let (title, sentence) = told(act, many);
        assert_ne!(title, TITLE, "{sentence}");
    }
}
