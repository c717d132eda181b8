//! Who says too late that it sleeps.

extern crate conc_tokio as tokio;

use std::collections::VecDeque;

use explore::sync::atomic::{AtomicBool, AtomicUsize, Ordering::SeqCst};
use explore::sync::mpsc::{Receiver, SyncSender, sync_channel};
use explore::sync::{Arc, Condvar, Mutex};
use explore::tasks::block_on;
use explore::{Explore, thread};
use tokio::sync::Notify;

use crate::sources::Sources;

const TEXT: &str = include_str!("asleep.rs");
const ANSWER: Sources = Sources(&[(file!(), TEXT)]);
const LOST: &str = "This is a lost wakeup.";

/// The title and the sentence.
fn told(program: impl Fn() + Send + Sync + 'static) -> (String, String) {
    let (title, sentence, _) = super::told_of(TEXT, ANSWER, program);
    (title, sentence)
}

#[track_caller]
fn is_lost(program: impl Fn() + Send + Sync + 'static, words: &[&str]) {
    let (title, sentence) = told(program);
    assert_eq!(title, "nobody woke the waiting task", "{sentence}");
    for word in words.iter().chain([&LOST]) {
        assert!(sentence.contains(word), "{word}: {sentence}");
    }
}

#[derive(Default)]
struct Queue {
    jobs: Mutex<VecDeque<u32>>,
    asleep: AtomicBool,
}

impl Queue {
    fn take(&self) -> Option<u32> {
        self.jobs.lock().unwrap().pop_front()
    }

    fn works(&self, looks_again: bool) -> u32 {
        loop {
            if let Some(job) = self.take() {
                return job;
            }
            self.asleep.store(true, SeqCst);
            if looks_again && let Some(job) = self.take() {
                return job;
            }
            thread::park();
            self.asleep.store(false, SeqCst);
        }
    }

    fn submit(&self, job: u32, worker: &thread::Thread) {
        self.jobs.lock().unwrap().push_back(job);
        if self.asleep.load(SeqCst) {
            worker.unpark();
        }
    }
}

#[test]
fn a_task_says_that_it_sleeps_after_its_last_look() {
    let program = |looks_again: bool| {
        move || {
            let queue = Arc::new(Queue::default());
            let own = Arc::clone(&queue);
            let task = thread::spawn(move || own.works(looks_again));
            queue.submit(4, task.thread());
            assert_eq!(task.join().unwrap(), 4);
        }
    };
    let words = ["Then it reads false from asleep", "did not look at jobs again"];
    is_lost(program(false), &words);
    Explore::every().run(program(true)).clean_in_all();
}

struct Log {
    lines: Mutex<Vec<u32>>,
    idle: AtomicBool,
    wake: SyncSender<()>,
}

impl Log {
    fn write(&self, line: u32) {
        self.lines.lock().unwrap().push(line);
        if self.idle.swap(false, SeqCst) {
            self.wake.send(()).unwrap();
        }
    }

    fn flush(&self, woken: &Receiver<()>) -> Vec<u32> {
        loop {
            let lines = std::mem::take(&mut *self.lines.lock().unwrap());
            if !lines.is_empty() {
                return lines;
            }
            self.idle.store(true, SeqCst);
            woken.recv().unwrap();
        }
    }
}

/// Of this channel nobody was to drop the last sender.
#[test]
fn a_message_is_to_wake_it() {
    let program = || {
        let (wake, woken) = sync_channel(1);
        let (lines, idle) = Default::default();
        let log = Arc::new(Log { lines, idle, wake });
        let own = Arc::clone(&log);
        let task = thread::spawn(move || own.flush(&woken));
        log.write(3);
        assert_eq!(task.join().unwrap(), [3]);
    };
    is_lost(program, &["did not look at lines again"]);
}

/// What is taken back here says that it sleeps.
#[test]
fn a_task_takes_back_too_late_that_it_works() {
    #[derive(Default)]
    struct Updates {
        pending: Mutex<u32>,
        scheduled: AtomicBool,
        wake: Notify,
    }
    impl Updates {
        fn touch(&self) {
            *self.pending.lock().unwrap() += 1;
            if !self.scheduled.swap(true, SeqCst) {
                self.wake.notify_one();
            }
        }

        async fn applies_two(&self) {
            let mut applied = 0;
            while applied < 2 {
                self.wake.notified().await;
                applied += std::mem::take(&mut *self.pending.lock().unwrap());
                tokio::task::yield_now().await;
                self.scheduled.store(false, SeqCst);
            }
        }
    }
    let program = || {
        block_on(async {
            let updates = Arc::new(Updates::default());
            let own = Arc::clone(&updates);
            let task = tokio::spawn(async move { own.applies_two().await });
            updates.touch();
            tokio::task::yield_now().await;
            updates.touch();
            task.await.unwrap();
        });
    };
    is_lost(program, &["swaps true for true in scheduled"]);
}

#[derive(Default)]
struct Gate {
    open: AtomicBool,
    waiters: AtomicUsize,
    lock: Mutex<()>,
    opened: Condvar,
}

impl Gate {
    fn pass(&self) {
        if self.open.load(SeqCst) {
            return;
        }
        let guard = self.lock.lock().unwrap();
        self.waiters.fetch_add(1, SeqCst);
        let guard = self.opened.wait(guard).unwrap();
        self.waiters.fetch_sub(1, SeqCst);
        drop(guard);
    }

    fn open(&self) {
        self.open.store(true, SeqCst);
        if self.waiters.load(SeqCst) > 0 {
            let _guard = self.lock.lock().unwrap();
            self.opened.notify_all();
        }
    }

    /// How many wait is told, and nobody is woken.
    fn tells(&self) -> usize {
        self.open.store(true, SeqCst);
        self.waiters.load(SeqCst)
    }
}

#[test]
fn only_who_would_wake_others_looks_whether_they_sleep() {
    let program = |opens: fn(&Gate)| {
        move || {
            let gate = Arc::new(Gate::default());
            let own = Arc::clone(&gate);
            let task = thread::spawn(move || own.pass());
            opens(&gate);
            task.join().unwrap();
        }
    };
    is_lost(program(Gate::open), &["reads 0 from waiters"]);
    let (_, sentence) = told(program(|gate| assert!(gate.tells() < 2)));
    assert!(!sentence.contains(LOST), "{sentence}");
}
