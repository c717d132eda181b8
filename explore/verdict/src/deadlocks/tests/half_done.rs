//! What one has begun is waited for, and nobody goes on with it.

extern crate conc_tokio as tokio;

use std::future::Future;
use std::mem;
use std::time::Duration;

use explore::Explore;
use explore::sync::atomic::{AtomicU32, Ordering::SeqCst};
use explore::sync::{Arc, Mutex};
use explore::tasks::block_on;
use tokio::sync::oneshot::{self, Receiver, Sender};
use tokio::sync::{Notify, watch};
use tokio::task::yield_now;
use tokio::time::{sleep, timeout};

use crate::races::tests::told_with_calls;
use crate::sources::Sources;

const TEXT: &str = include_str!("half_done.rs");
const ANSWER: Sources = Sources(&[(file!(), TEXT)]);
const MS: Duration = Duration::from_millis(1);
const TITLE: &str = "half-done work was waited for";

/// The title and the sentence.
fn told<F: Future<Output = ()>>(
    program: impl Fn() -> F + Clone + Send + Sync + 'static,
) -> (String, String) {
    told_with_calls(TEXT, ANSWER, move || block_on(program()))
}

/// Who loads first tells the others.
#[derive(Default)]
struct Loads {
    waiting: Mutex<Option<Vec<Sender<u32>>>>,
}

impl Loads {
    fn join(&self) -> Option<Receiver<u32>> {
        let mut waiting = self.waiting.lock().unwrap(); // joins
        let Some(all) = &mut *waiting else {
            *waiting = Some(Vec::new());
            return None;
        };
        let (gives, gets) = oneshot::channel();
        all.push(gives);
        Some(gets)
    }

    async fn load(&self, takes: Duration) -> u32 {
        if let Some(comes) = self.join() {
            return comes.await.unwrap();
        }
        sleep(takes).await; // loads
        let all = mem::take(&mut *self.waiting.lock().unwrap());
        for one in all.unwrap_or_default() {
            let _ = one.send(7);
        }
        7
    }
}

/// The number of the line that ends so.
fn line(end: &str) -> usize {
    1 + TEXT.lines().position(|line| line.ends_with(end)).expect("a line")
}

#[test]
fn the_one_that_loads_for_all_gives_up() {
    let (title, sentence) = told(|| async {
        let loads = Arc::new(Loads::default());
        let own = Arc::clone(&loads);
        let first = tokio::spawn(async move {
            let _ = timeout(5 * MS, own.load(80 * MS)).await; // gives up
        });
        first.await.unwrap();
        loads.load(MS).await;
    });
    assert_eq!(title, TITLE, "{sentence}");
    let expected = format!(
        "A future of task 1 was dropped by line {} as it waited in line {}, before it went \
         on. It had come to waiting in line {joins}. main came to waiting in line {joins} after that",
        line("// gives up"),
        line("// loads"),
        joins = line("// joins"),
    );
    assert!(sentence.starts_with(&expected), "{sentence}");
}

struct Setup {
    state: AtomicU32,
    ready: Notify,
}

impl Setup {
    async fn done(&self) {
        if self.state.compare_exchange(0, 1, SeqCst, SeqCst).is_ok() {
            yield_now().await;
            self.state.store(2, SeqCst);
            self.ready.notify_waiters();
        }
        let ready = self.ready.notified();
        if self.state.load(SeqCst) != 2 {
            ready.await;
        }
    }
}

#[test]
fn so_does_one_that_is_aborted() {
    let (title, sentence) = told(|| async {
        let setup =
            Arc::new(Setup { state: AtomicU32::new(0), ready: Notify::new() });
        let own = Arc::clone(&setup);
        let first = tokio::spawn(async move { own.done().await });
        yield_now().await;
        first.abort();
        let _ = first.await;
        setup.done().await;
    });
    // If it has not begun, or has come to its end, all is well.
    assert_eq!(title, TITLE, "{sentence}");
    assert!(sentence.starts_with("task 1 was aborted in line"), "{sentence}");
    assert!(sentence.contains("waits for a notification on ready"), "{sentence}");
}

/// Both wait in the same line, the first one for a while: it had to tell nobody.
#[test]
fn who_waited_for_the_same_has_begun_nothing() {
    let (title, sentence) = told(|| async {
        let calls = Arc::new(Mutex::new(0));
        let (keeps, news) = watch::channel(0);
        let waits = async |mut news: watch::Receiver<u32>| {
            *calls.lock().unwrap() += 1;
            news.changed().await.unwrap();
        };
        let own = news.clone();
        let _ = timeout(5 * MS, waits(own)).await;
        waits(news).await;
        drop(keeps);
    });
    assert_ne!(title, TITLE, "{sentence}");
}

/// So many may be inside at a time.
struct Limit {
    free: AtomicU32,
    left: Notify,
}

impl Limit {
    async fn enter(&self) {
        let takes = |free: u32| free.checked_sub(1);
        while self.free.fetch_update(SeqCst, SeqCst, takes).is_err() {
            self.left.notified().await;
        }
    }

    fn leave(&self) {
        self.free.fetch_add(1, SeqCst);
        self.left.notify_one();
    }

    async fn call(&self, takes: Duration) {
        self.enter().await;
        sleep(takes).await; // is inside
        self.leave();
    }
}

#[test]
fn a_task_that_was_cut_short_itself_waits_for_it() {
    let program = |first: u32| {
        move || async move {
            let limit = Limit { free: AtomicU32::new(1), left: Notify::new() };
            let _ = timeout(2 * MS, limit.call(first * MS)).await;
            limit.call(MS).await;
        }
    };
    let (title, sentence) = told(program(5));
    assert_eq!(title, TITLE, "{sentence}");
    let line = line("// is inside");
    let end = format!(
        "What comes after line {line} was never done, so this wait does not end."
    );
    assert!(sentence.ends_with(&end), "{sentence}");
    assert!(sentence.contains("waits for a notification on left in"), "{sentence}");
    Explore::every().run(move || block_on(program(1)())).clean_in_all();
}
