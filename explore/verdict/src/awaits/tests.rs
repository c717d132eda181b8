//! The mistakes of async programs are told by their names.

extern crate conc_tokio as tokio;

use std::future::Future;
use std::sync::Arc;
use std::task::Poll;
use std::time::Duration;

use explore::Explore;
use explore::sync::atomic::{AtomicU32, Ordering::SeqCst};
use explore::tasks::block_on;
use tokio::sync::{Mutex, RwLock, Semaphore, mpsc};
use tokio::task::{JoinHandle, yield_now};
use tokio::time::{interval, sleep, timeout};

use crate::diagnosis::Diagnosis;
use crate::places::Callers;
use crate::sources::Sources;
use crate::story::story;

const MS: Duration = Duration::from_millis(1);

const TEXT: &str = include_str!("tests.rs");
const CLAIMS: Sources = Sources(&[("answer", ""), (file!(), TEXT)]);
const ANSWER: Sources = Sources(&[(file!(), TEXT)]);

/// The title, the sentence, and the number of lines of the story.
fn told<F: Future<Output = ()>>(
    sources: Sources,
    program: impl Fn() -> F + Send + Sync + 'static,
) -> (String, String, usize) {
    let report = Explore::every().run(move || block_on(program()));
    let failure = report.found().named(TEXT);
    let diagnosis = Diagnosis::new(&failure, sources);
    let (lines, _) = story(&failure, &diagnosis, &Callers::new(&failure, sources));
    (diagnosis.title, diagnosis.sentence, lines.len())
}

async fn both(tasks: [JoinHandle<()>; 2]) {
    for task in tasks {
        task.await.unwrap();
    }
}

#[test]
fn an_update_is_lost_over_an_await() {
    let (title, _, steps) = told(CLAIMS, || async {
        let n = Arc::new(AtomicU32::new(0));
        both([0, 1].map(|_| {
            let n = Arc::clone(&n);
            tokio::spawn(async move {
                let seen = n.load(SeqCst);
                yield_now().await;
                n.store(seen + 1, SeqCst);
            })
        }))
        .await;
        crate::equal("the count", n.load(SeqCst), 2);
    });
    assert_eq!((title.as_str(), steps), ("an update was lost", 4));
    let (title, sentence, _) = told(CLAIMS, || async {
        let n = Arc::new(Mutex::new(0));
        both([0, 1].map(|_| {
            let n = Arc::clone(&n);
            tokio::spawn(async move {
                let seen = *n.lock().await;
                *n.lock().await = seen + 1;
            })
        }))
        .await;
        crate::equal("the count", *n.lock().await, 2);
    });
    assert_eq!(title, "the lock was released too early", "{sentence}");
}

#[test]
fn two_async_locks_are_taken_in_two_orders() {
    let (title, sentence, steps) = told(CLAIMS, || async {
        let (left, right) = (Arc::new(Mutex::new(0)), Arc::new(Mutex::new(0)));
        let (a, b) = (Arc::clone(&left), Arc::clone(&right));
        let one = tokio::spawn(async move {
            let _left = left.lock().await;
            let _right = right.lock().await;
        });
        let other = tokio::spawn(async move {
            let _right = b.lock().await;
            let _left = a.lock().await;
        });
        both([one, other]).await;
    });
    assert_eq!(title, "locks are taken in different orders");
    assert!(sentence.contains("task 1 holds"), "{sentence}");
    assert_eq!(steps, 4);
}

#[test]
fn a_second_read_waits_for_a_writer_that_came_first() {
    let (title, sentence, steps) = told(CLAIMS, || async {
        let table = Arc::new(RwLock::new(0));
        let writes = Arc::clone(&table);
        let writer = tokio::spawn(async move { *writes.write().await += 1 });
        let first = table.read().await;
        let second = table.read().await;
        drop((first, second));
        writer.await.unwrap();
    });
    assert_eq!(title, "a task takes a read lock twice", "{sentence}");
    assert!(sentence.contains("task 1 came in between"), "{sentence}");
    assert_eq!(steps, 3);
}

#[test]
fn a_permit_does_not_come_back() {
    let (title, sentence, _) = told(CLAIMS, || async {
        let places = Semaphore::new(1);
        places.acquire().await.unwrap().forget();
        drop(places.acquire().await.unwrap());
    });
    assert_eq!(title, "a permit is never given back", "{sentence}");
}

#[test]
fn a_guard_is_held_over_an_await() {
    // Of tokio: nobody goes on.
    let (title, sentence, steps) = told(CLAIMS, || async {
        let n = Arc::new(Mutex::new(0));
        let (sender, mut receiver) = mpsc::channel::<()>(1);
        let waits = Arc::clone(&n);
        let waits = tokio::spawn(async move {
            let _guard = waits.lock().await;
            receiver.recv().await;
        });
        yield_now().await;
        *n.lock().await += 1;
        drop(sender);
        waits.await.unwrap();
    });
    assert_eq!(title, "a lock is held over an await", "{sentence}");
    assert_eq!(steps, 3);
    // Of std: the other one blocks the thread of both.
    let (title, sentence, steps) = told(ANSWER, || async {
        let n = Arc::new(explore::sync::Mutex::new(0));
        let held = n.lock().unwrap();
        let other = Arc::clone(&n);
        let locks = async move { *other.lock().unwrap() += 1 };
        tokio::spawn(locks).await.unwrap();
        drop(held);
    });
    assert_eq!(title, "a lock is held over an await");
    assert!(sentence.contains("main holds"), "{sentence}");
    assert_eq!(steps, 3);
    // Both are one task.
    let (title, sentence, steps) = told(ANSWER, || async {
        let n = explore::sync::Mutex::new(0);
        let add = async || {
            let mut n = n.lock().unwrap();
            sleep(MS).await;
            *n += 1;
        };
        tokio::join!(add(), add());
    });
    assert_eq!(title, "a task waits for itself", "{sentence}");
    assert_eq!(steps, 2);
}

#[test]
fn the_executor_is_blocked() {
    for (block, means) in [
        (sleeps as fn(), "task 1 sleeps in line"),
        (receives, "task 1 waits for a message from"),
        (parks, "task 1 waits to be unparked in line"),
        (runs, "task 1 asks a runtime in line"),
        (blocks, "task 1 asks tokio in line"),
    ] {
        let (title, sentence, _) = told(ANSWER, move || async move {
            tokio::spawn(async move { block() }).await.unwrap();
        });
        assert_eq!(title, "a task blocks the executor", "{sentence}");
        assert!(sentence.starts_with(means), "{sentence}");
    }
}

fn sleeps() {
    explore::thread::sleep(MS);
}

fn receives() {
    let (_stays, receiver) = explore::sync::mpsc::channel::<u8>();
    receiver.recv().unwrap();
}

fn parks() {
    explore::thread::park();
}

fn runs() {
    tokio::runtime::Runtime::new().unwrap().block_on(async {});
}

fn blocks() {
    let (_sender, mut receiver) = mpsc::channel::<()>(1);
    receiver.blocking_recv();
}

#[test]
fn a_task_is_left_behind() {
    let (title, sentence, steps) = told(CLAIMS, || async {
        let task = tokio::spawn(async {
            loop {
                sleep(MS).await;
            }
        });
        timeout(MS * 3, task).await.unwrap_err();
    });
    assert_eq!(title, "a task was left behind");
    assert!(sentence.contains("task 1 still sleeps"), "{sentence}");
    assert_eq!(steps, 2);
}

/// After many steps the clock is ahead of the ticks, which then come at once.
#[test]
fn a_task_that_only_ticks_is_not_what_is_wrong() {
    let (title, sentence, _) = told(ANSWER, || async {
        let state = Arc::new(explore::sync::Mutex::new(0));
        let ticked = Arc::clone(&state);
        tokio::spawn(async move {
            let mut ticks = interval(MS);
            loop {
                ticks.tick().await;
                *ticked.lock().unwrap() += 1;
            }
        });
        let waits = tokio::spawn(std::future::poll_fn(|_| Poll::<()>::Pending));
        waits.await.unwrap();
        drop(state);
    });
    assert_eq!(title, "nobody woke the waiting task", "{sentence}");
    assert!(sentence.contains("Only task 1 still runs"), "{sentence}");
}

/// What was dropped as a timeout was over is awaited no more.
#[test]
fn a_wait_after_a_timeout_is_for_one_thing() {
    let (title, sentence, _) = told(ANSWER, || async {
        let came = tokio::sync::Notify::new();
        let _ = timeout(2 * MS, sleep(9 * MS)).await;
        came.notified().await;
    });
    assert_eq!(title, "nobody woke the waiting task", "{sentence}");
    assert!(sentence.starts_with("main waits for a notification"), "{sentence}");
}
