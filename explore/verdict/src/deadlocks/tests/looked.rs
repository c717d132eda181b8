//! Who looks whether there is a message, and then waits for it.

use explore::channel::{Receiver, Sender, unbounded};
use explore::sync::Arc;
use explore::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use explore::thread;

use crate::races::tests::told_with_calls;
use crate::sources::Sources;

const TEXT: &str = include_str!("looked.rs");
const ANSWER: Sources = Sources(&[(file!(), TEXT)]);
const TITLE: &str = "a message was taken between a look and a receive";

struct Queue {
    put: Sender<u32>,
    jobs: Receiver<u32>,
    waiting: AtomicUsize,
}

impl Queue {
    fn drains(&self) {
        while !self.jobs.is_empty() {
            self.jobs.recv().unwrap();
        }
    }

    fn has_one(&self) -> bool {
        !self.jobs.is_empty()
    }

    fn takes_one(&self) -> Option<u32> {
        if !self.has_one() {
            return None;
        }
        self.jobs.recv().ok()
    }

    fn counts_down(&self) {
        let waiting = self.waiting.load(SeqCst);
        if waiting > 0 {
            self.jobs.recv().unwrap();
            self.waiting.fetch_sub(1, SeqCst);
        }
    }

    /// It waits whatever it has found.
    fn only_tells(&self) {
        let many = self.jobs.len();
        if many > 0 {
            self.waiting.store(many, SeqCst);
        }
        self.jobs.recv().unwrap();
    }

    /// It is not there for what it asks.
    fn is_not_too_many(&self) {
        if self.jobs.len() > 9 {
            return;
        }
        self.jobs.recv().unwrap();
    }

    fn takes_at_once(&self) {
        while self.jobs.try_recv().is_ok() {}
        let many = self.jobs.len();
        assert_eq!(many, 0);
        self.jobs.recv().unwrap();
    }
}

/// The title and the sentence, where two tasks do this and there is one job.
fn told(act: fn(&Queue)) -> (String, String) {
    told_with_calls(TEXT, ANSWER, move || {
        let (put, jobs) = unbounded();
        let waiting = AtomicUsize::new(1);
        let queue = Arc::new(Queue { put, jobs, waiting });
        queue.put.send(1).unwrap();
        let tasks = [0, 1].map(|_| {
            let queue = Arc::clone(&queue);
            thread::spawn(move || act(&queue))
        });
        for task in tasks {
            task.join().unwrap();
        }
    })
}

#[test]
fn what_was_found_is_gone_when_it_is_received() {
    let takes_one = |queue: &Queue| {
        let _ = queue.takes_one();
    };
    for act in [Queue::drains as fn(&Queue), takes_one, Queue::counts_down] {
        let (title, sentence) = told(act);
        assert_eq!(title, TITLE, "{sentence}");
        assert!(
            sentence.contains(" receives message 1 from put in line"),
            "{sentence}"
        );
    }
}

#[test]
fn who_waits_whatever_it_has_found_has_checked_nothing() {
    let acts = [Queue::only_tells as fn(&Queue), Queue::is_not_too_many];
    for act in acts.into_iter().chain([Queue::takes_at_once as fn(&Queue)]) {
        let (title, sentence) = told(act);
        assert_ne!(title, TITLE, "{sentence}");
    }
}
