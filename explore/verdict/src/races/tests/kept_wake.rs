//! A park that is over because of an unpark for something else.

extern crate conc_tokio as tokio;

use explore::sync::atomic::{AtomicBool, AtomicU32, Ordering::SeqCst};
use explore::sync::{Arc, Mutex};
use explore::tasks::block_on;
use explore::thread;
use tokio::sync::Notify;

use crate::sources::Sources;

const TEXT: &str = include_str!("kept_wake.rs");
const ANSWER: Sources = Sources(&[(file!(), TEXT)]);
const TITLE: &str = "a wake-up told of nothing new";

/// The cause and the sentence.
fn told(program: impl Fn() + Clone + Send + Sync + 'static) -> (String, String) {
    let told = super::with_its_calls(TEXT, ANSWER, program);
    (told.cause.unwrap_or(told.title), told.sentence)
}

#[derive(Default)]
struct Jobs {
    is_set_up: AtomicBool,
    queue: Mutex<Vec<u32>>,
    many: AtomicU32,
    changed: Notify,
}

impl Jobs {
    fn puts(&self) {
        self.queue.lock().unwrap().push(1);
        self.many.fetch_add(1, SeqCst);
    }

    fn is_ready(&self) {
        while !self.is_set_up.load(SeqCst) {
            thread::park();
        }
    }

    fn pop(&self) -> u32 {
        self.queue.lock().unwrap().pop().expect("there is a job")
    }

    fn takes(&self) -> u32 {
        if self.queue.lock().unwrap().is_empty() {
            thread::park();
        }
        self.pop()
    }

    fn counts(&self) {
        let many = self.many.load(SeqCst);
        if many == 0 {
            thread::park();
            let many = self.many.load(SeqCst);
            many.checked_sub(1).expect("there is a job");
        }
    }

    /// It counts what it has taken, and looks again after each park.
    fn looks_again(&self) {
        while self.queue.lock().unwrap().is_empty() {
            thread::park();
        }
        let many = self.many.load(SeqCst);
        many.checked_sub(1).expect("it was counted");
    }

    /// It only tells what it found before it waits.
    fn tells(&self) {
        let before = self.many.load(SeqCst);
        thread::park();
        let many = self.many.load(SeqCst);
        many.checked_sub(before + 1).expect("one more");
    }

    async fn takes_async(&self) -> u32 {
        if self.queue.lock().unwrap().is_empty() {
            self.changed.notified().await;
        }
        self.pop()
    }
}

/// A task does this, and is unparked for two things.
fn jobs(act: fn(&Jobs)) -> impl Fn() + Clone {
    move || {
        let jobs = Arc::new(Jobs::default());
        let own = Arc::clone(&jobs);
        let worker = thread::spawn(move || {
            own.is_ready();
            act(&own);
        });
        jobs.is_set_up.store(true, SeqCst);
        worker.thread().unpark();
        jobs.puts();
        worker.thread().unpark();
        worker.join().unwrap();
    }
}

#[test]
fn an_unpark_for_something_else_ends_the_park() {
    let twice = |jobs: &Jobs| {
        jobs.takes();
        jobs.counts();
    };
    let takes = |jobs: &Jobs| assert_eq!(jobs.takes(), 1);
    for act in [takes as fn(&Jobs), Jobs::counts, twice] {
        let (cause, sentence) = told(jobs(act));
        let is_told = [TITLE, "an unparked task did not look again"];
        assert!(is_told.contains(&&*cause), "{cause}: {sentence}");
    }
}

/// The worker takes the first job without a park.
#[test]
fn an_unpark_for_what_was_taken_ends_the_next_park() {
    let program = || {
        let jobs = Arc::new(Jobs::default());
        let own = Arc::clone(&jobs);
        let worker = thread::spawn(move || own.takes() + own.takes());
        for _ in 0..2 {
            jobs.puts();
            worker.thread().unpark();
        }
        worker.join().unwrap();
    };
    let (cause, sentence) = told(program);
    assert_eq!(cause, TITLE, "{sentence}");
    assert!(sentence.contains("The unpark was kept for that"), "{sentence}");
    assert!(sentence.contains("nobody else had changed queue"), "{sentence}");
}

#[test]
fn a_notification_is_kept_for_the_next_wait() {
    let program = || {
        block_on(async {
            let jobs = Arc::new(Jobs::default());
            let own = Arc::clone(&jobs);
            let worker = tokio::spawn(async move {
                own.takes_async().await + own.takes_async().await
            });
            jobs.puts();
            jobs.changed.notify_one();
            tokio::task::yield_now().await;
            jobs.puts();
            jobs.changed.notify_one();
            worker.await.unwrap();
        });
    };
    let (cause, sentence) = told(program);
    let is_told = [TITLE, "a notification told of nothing new"];
    assert!(is_told.contains(&&*cause), "{cause}: {sentence}");
}

#[test]
fn who_looks_again_or_waits_for_something_else_is_not_to_blame() {
    for act in [Jobs::looks_again as fn(&Jobs), Jobs::tells] {
        let (cause, sentence) = told(jobs(act));
        assert_ne!(cause, TITLE, "{sentence}");
    }
}
