//! A sleep is told that was to put two tasks in order.

extern crate conc_tokio as tokio;

use std::time::Duration;

use explore::sync::atomic::{AtomicU32, Ordering::SeqCst};
use explore::sync::{Arc, Mutex, OnceLock, mpsc};
use explore::tasks::block_on;
use explore::{Explore, thread};

use crate::diagnosis::Diagnosis;
use crate::sources::Sources;

const TEXT: &str = include_str!("slept.rs");
const ANSWER: Sources = Sources(&[(file!(), TEXT)]);
const WHILE: Duration = Duration::from_millis(10);

/// What is told of this, on a clock that may come early: all of it in one text.
fn told(program: impl Fn() + Send + Sync + 'static) -> String {
    let report = Explore::every().racing_clock(1).run(program);
    let failure = report.found().named(TEXT);
    let Diagnosis { title, cause, sentence, .. } = Diagnosis::new(&failure, ANSWER);
    format!("{title}: {}: {sentence}", cause.unwrap_or_default())
}

#[track_caller]
fn is_told(told: &str, what: &str) {
    assert!(told.contains("a sleep was over too early"), "{told}");
    assert!(told.contains(&format!("had not {what} yet")), "{told}");
}

#[test]
fn a_sleep_waits_for_no_task() {
    let sets = || {
        let cell = Arc::new(OnceLock::new());
        let task = {
            let cell = Arc::clone(&cell);
            thread::spawn(move || cell.set(1))
        };
        thread::sleep(WHILE);
        assert_eq!(*cell.get().unwrap(), 1);
        task.join().unwrap().unwrap();
    };
    is_told(&told(sets), "begun");
    let counts = || {
        let counter = Arc::new(AtomicU32::new(0));
        let other = Arc::clone(&counter);
        thread::spawn(move || {
            other.fetch_add(1, SeqCst);
            other.fetch_add(1, SeqCst);
        });
        while counter.load(SeqCst) == 0 {
            thread::yield_now();
        }
        thread::sleep(WHILE);
        assert_eq!(counter.load(SeqCst), 2);
    };
    is_told(&told(counts), "ended");
    let pushes = || {
        let list = Mutex::new(Vec::new());
        thread::scope(|scope| {
            scope.spawn(|| list.lock().unwrap().push(1));
            thread::sleep(WHILE);
            let last = list.lock().unwrap().pop();
            assert_eq!(last.unwrap(), 1);
        });
    };
    is_told(&told(pushes), "begun");
    let sends = || {
        block_on(async {
            let (to, mut from) = tokio::sync::mpsc::channel(1);
            tokio::spawn(async move { to.send(1).await });
            tokio::time::sleep(WHILE).await;
            assert_eq!(from.try_recv().unwrap(), 1);
        });
    };
    is_told(&told(sends), "begun");
}

/// Who waits for something else, or has ended, is not late.
#[test]
fn a_sleep_is_told_of_nobody_else() {
    let serves = || {
        let (to, from) = mpsc::channel::<u32>();
        let counter = AtomicU32::new(0);
        thread::spawn(move || from.iter().sum::<u32>());
        thread::sleep(WHILE);
        assert_eq!(counter.load(SeqCst), 1);
        drop(to);
    };
    let ends = || {
        let counter = Arc::new(AtomicU32::new(0));
        let other = Arc::clone(&counter);
        thread::spawn(move || other.fetch_add(1, SeqCst)).join().unwrap();
        thread::sleep(WHILE);
        assert_eq!(counter.load(SeqCst), 2);
    };
    for told in [told(serves), told(ends)] {
        assert!(!told.contains("sleep"), "{told}");
    }
}

/// The first tick is no wait, and a second one is.
fn beats(ticks: u32, asks: bool) {
    block_on(async move {
        let beats = Arc::new(AtomicU32::new(0));
        let own = Arc::clone(&beats);
        let node = tokio::spawn(async move {
            own.fetch_add(1, SeqCst);
        });
        let supervises = async move {
            let mut period = tokio::time::interval(WHILE);
            for _ in 0..ticks {
                period.tick().await;
            }
            beats.load(SeqCst)
        };
        let seen = match asks {
            true => tokio::spawn(supervises).await.unwrap(),
            false => supervises.await,
        };
        assert_eq!(seen, 1, "the node lives");
        node.await.unwrap();
    });
}

#[test]
fn the_first_tick_comes_at_once() {
    for asks in [false, true] {
        let told = told(move || beats(1, asks));
        assert!(told.starts_with("the first tick came at once: "), "{told}");
        assert!(told.contains("task 1, started in line"), "{told}");
        Explore::every().run(move || beats(2, asks)).clean_in_all();
    }
}

#[derive(Default)]
struct Node {
    beats: AtomicU32,
}

impl Node {
    fn beat(&self) {
        self.beats.fetch_add(1, SeqCst);
    }

    async fn run(self: Arc<Self>) {
        self.beat();
    }
}

#[test]
fn who_is_late_may_come_there_in_a_method_of_a_method() {
    let told = told(|| {
        block_on(async {
            let node = Arc::new(Node::default());
            let run = tokio::spawn(Arc::clone(&node).run());
            tokio::time::interval(WHILE).tick().await;
            assert_eq!(node.beats.load(SeqCst), 1, "the node lives");
            run.await.unwrap();
        });
    });
    assert!(told.contains("task 1, started in line"), "{told}");
}

/// The node has beaten, and the claim is wrong for another reason.
#[test]
fn a_tick_that_comes_at_once_may_be_late_enough() {
    let told = told(|| {
        block_on(async {
            let beats = Arc::new(AtomicU32::new(0));
            let own = Arc::clone(&beats);
            let node = tokio::spawn(async move {
                own.fetch_add(1, SeqCst);
            });
            node.await.unwrap();
            tokio::time::interval(WHILE).tick().await;
            assert_eq!(beats.load(SeqCst), 2, "two have beaten");
        });
    });
    assert!(!told.contains("the first tick"), "{told}");
}
