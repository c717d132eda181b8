//! What was left half-way is taken for done.

extern crate conc_tokio as tokio;

use std::future::Future;
use std::time::Duration;

use explore::sync::atomic::{AtomicBool, AtomicU32, Ordering::SeqCst};
use explore::sync::{Arc, Mutex};
use explore::tasks::block_on;
use tokio::task::yield_now;
use tokio::time::{sleep, timeout};

use crate::sources::Sources;

const TEXT: &str = include_str!("taken_for_done.rs");
const ANSWER: Sources = Sources(&[(file!(), TEXT)]);
const MS: Duration = Duration::from_millis(1);

/// The title and the sentence.
fn told<F: Future<Output = ()>>(
    program: impl Fn() -> F + Clone + Send + Sync + 'static,
) -> (String, String) {
    super::told_with_calls(TEXT, ANSWER, move || block_on(program()))
}

#[derive(Default)]
struct Server {
    seen: Mutex<Vec<u32>>,
    charged: Mutex<u32>,
}

impl Server {
    async fn charge(&self, key: u32, takes: Duration) {
        let mut seen = self.seen.lock().unwrap(); // looks
        if seen.contains(&key) {
            return;
        }
        seen.push(key);
        drop(seen);
        sleep(takes).await; // waits
        *self.charged.lock().unwrap() += 1;
    }
}

/// The number of the line that ends so.
fn line(end: &str) -> usize {
    1 + TEXT.lines().position(|line| line.ends_with(end)).expect("a line")
}

#[test]
fn who_comes_again_finds_what_was_only_begun() {
    let (title, sentence) = told(|| async {
        let server = Server::default();
        for _ in 0..2 {
            let charge = server.charge(1, 80 * MS);
            if timeout(50 * MS, charge).await.is_ok() {
                break;
            }
        }
        assert_eq!(*server.charged.lock().unwrap(), 1, "it is charged once");
    });
    assert_eq!(title, "half-done work was taken for done", "{sentence}");
    let (looks, waits) = (line("// looks"), line("// waits"));
    for part in [
        format!("A future of main was dropped in line {waits}, before it went on."),
        format!("come to seen in line {looks}, and not yet to charged"),
        format!("left charge before line {waits}"),
    ] {
        assert!(sentence.contains(&part), "{part}: {sentence}");
    }
}

#[derive(Default)]
struct Greeter {
    greeted: AtomicBool,
    mails: AtomicU32,
}

impl Greeter {
    async fn greet(&self) {
        if self.greeted.swap(true, SeqCst) {
            return;
        }
        yield_now().await;
        self.mails.fetch_add(1, SeqCst);
    }
}

#[test]
fn so_is_what_an_aborted_task_has_begun() {
    let (title, sentence) = told(|| async {
        let greeter = Arc::new(Greeter::default());
        let own = Arc::clone(&greeter);
        let first = tokio::spawn(async move { own.greet().await });
        yield_now().await;
        first.abort();
        let _ = first.await;
        greeter.greet().await;
        assert_eq!(greeter.mails.load(SeqCst), 1, "it is greeted");
    });
    assert_eq!(title, "half-done work was taken for done", "{sentence}");
    assert!(sentence.starts_with("task 1 was aborted in line"), "{sentence}");
}

#[derive(Default)]
struct Queue {
    items: Mutex<Vec<u32>>,
    waits: Mutex<u32>,
}

impl Queue {
    async fn next(&self) -> Option<u32> {
        if let Some(item) = self.items.lock().unwrap().pop() {
            return Some(item);
        }
        sleep(80 * MS).await;
        *self.waits.lock().unwrap() += 1;
        None
    }
}

/// Somebody has put something there since.
#[test]
fn who_finds_what_came_in_between_takes_nothing_for_done() {
    let (title, sentence) = told(|| async {
        let queue = Queue::default();
        let _ = timeout(50 * MS, queue.next()).await;
        queue.items.lock().unwrap().push(1);
        queue.next().await;
        assert_eq!(*queue.waits.lock().unwrap(), 1, "it has waited");
    });
    assert_eq!(title, "a claim does not hold", "{sentence}");
}
