//! Waits at a barrier that were dropped.

extern crate conc_tokio as tokio;

use std::future::Future;
use std::time::Duration;

use explore::Explore;
use explore::sync::Arc;
use explore::sync::atomic::{AtomicU32, Ordering::SeqCst};
use explore::tasks::block_on;
use tokio::sync::Barrier;
use tokio::time::{sleep, timeout};

use crate::sources::Sources;

const TEXT: &str = include_str!("counted.rs");
const ANSWER: Sources = Sources(&[(file!(), TEXT)]);
const MS: Duration = Duration::from_millis(1);
const TITLE: &str = "a dropped wait counts at the barrier";

/// The title and the sentence.
fn told<F: Future<Output = ()>>(
    program: impl Fn() -> F + Send + Sync + 'static,
) -> (String, String) {
    let (title, _, sentence) =
        super::told_of(TEXT, ANSWER, move || block_on(program()));
    (title, sentence)
}

/// Two meet, and the first one is patient for so long. Whether it claims that both are there.
async fn meet(patience: Duration, claims: bool) {
    let (meets, ready) = (Arc::new(Barrier::new(2)), Arc::new(AtomicU32::new(0)));
    let (other_meets, other_ready) = (Arc::clone(&meets), Arc::clone(&ready));
    let other = tokio::spawn(async move {
        sleep(20 * MS).await;
        other_ready.fetch_add(1, SeqCst);
        other_meets.wait().await;
    });
    ready.fetch_add(1, SeqCst);
    while timeout(patience, meets.wait()).await.is_err() {}
    assert!(!claims || ready.load(SeqCst) == 2, "both are ready");
    other.await.unwrap();
}

#[test]
fn who_comes_again_is_counted_twice() {
    let (title, sentence) = told(|| meet(15 * MS, true));
    assert_eq!(title, TITLE, "{sentence}");
    assert!(sentence.contains("main came to meets again"), "{sentence}");
    assert!(sentence.ends_with("let tasks go before all have come."), "{sentence}");
    Explore::every().run(|| block_on(meet(50 * MS, true))).clean_in_all();
}

#[test]
fn the_last_one_waits_alone_then() {
    let (title, sentence) = told(|| meet(15 * MS, false));
    assert_eq!(title, TITLE, "{sentence}");
    assert!(sentence.contains("Now task 1 waits there"), "{sentence}");
}

/// Nobody has come since: the one that is dropped last lets nobody through.
#[test]
fn a_wait_that_was_dropped_last_is_not_the_cause() {
    let (title, sentence) = told(|| async {
        let meets = Barrier::new(2);
        let _ = timeout(MS, meets.wait()).await;
        assert_eq!(meets_again(), 1, "they meet");
    });
    assert_eq!(title, "a claim does not hold", "{sentence}");
    let (title, sentence) = told(|| async {
        Barrier::new(2).wait().await;
    });
    assert_eq!(title, "too few tasks reach the barrier", "{sentence}");
}

fn meets_again() -> u32 {
    0
}
