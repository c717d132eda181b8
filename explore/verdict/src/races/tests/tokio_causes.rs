//! Why a result is wrong, of programs with async tasks.

extern crate conc_tokio as tokio;

use std::future::Future;
use std::time::Duration;

use explore::Explore;
use explore::sync::Arc;
use explore::sync::atomic::{AtomicU32, Ordering::SeqCst};
use explore::tasks::block_on;
use tokio::sync::Semaphore;
use tokio::sync::broadcast::{self, error::RecvError};
use tokio::task::{JoinSet, yield_now};
use tokio::time::sleep;

use crate::diagnosis::Diagnosis;
use crate::sources::Sources;

const TEXT: &str = include_str!("tokio_causes.rs");
const CLAIMS: Sources = Sources(&[("answer", ""), (file!(), TEXT)]);

/// The title, the cause besides, and the sentence.
fn told<F: Future<Output = ()>>(
    program: impl Fn() -> F + Send + Sync + 'static,
) -> (String, String, String) {
    let report = Explore::every().run(move || block_on(program()));
    let failure = report.found().named(TEXT);
    let told = Diagnosis::new(&failure, CLAIMS);
    (told.title, told.cause.unwrap_or_default(), told.sentence)
}

#[track_caller]
fn is_clean<F: Future<Output = ()>>(
    program: impl Fn() -> F + Send + Sync + 'static,
) {
    Explore::every().run(move || block_on(program())).clean_in_all();
}

async fn last_event(goes_on: bool) -> u32 {
    let (send, mut events) = broadcast::channel(2);
    let client = tokio::spawn(async move {
        let mut last = 0;
        loop {
            match events.recv().await {
                Ok(event) => last = event,
                Err(RecvError::Lagged(_)) if goes_on => {}
                Err(_) => return last,
            }
        }
    });
    for event in 1..=4 {
        let _ = send.send(event);
        yield_now().await;
    }
    drop(send);
    client.await.unwrap()
}

#[test]
fn a_receiver_that_lags_is_not_at_the_end() {
    let (title, _, sentence) = told(|| async {
        crate::equal("the last event", last_event(false).await, 4);
    });
    assert_eq!(title, "a receiver that lagged gave up", "{sentence}");
    let (title, cause, _) = told(|| async {
        crate::ensure(last_event(false).await == 4, "an event was lost", "It was.");
    });
    let expected = ("an event was lost", "a receiver that lagged gave up");
    assert_eq!((title.as_str(), cause.as_str()), expected);
    is_clean(|| async {
        crate::equal("the last event", last_event(true).await, 4);
    });
}

async fn at_once(keeps: bool) -> u32 {
    let (limit, inside) =
        (Arc::new(Semaphore::new(1)), Arc::new(AtomicU32::new(0)));
    let most = Arc::new(AtomicU32::new(0));
    let requests = [(); 2].map(|()| {
        let (limit, inside, most) = (limit.clone(), inside.clone(), most.clone());
        tokio::spawn(async move {
            let permit = limit.acquire().await.unwrap();
            let _kept = keeps.then_some(permit);
            most.fetch_max(inside.fetch_add(1, SeqCst) + 1, SeqCst);
            yield_now().await;
            inside.fetch_sub(1, SeqCst);
        })
    });
    for request in requests {
        request.await.unwrap();
    }
    most.load(SeqCst)
}

#[test]
fn a_permit_is_given_back_at_once() {
    let (title, _, sentence) = told(|| async {
        crate::equal("at once", at_once(false).await, 1);
    });
    assert_eq!(title, "a permit is given back at once", "{sentence}");
    let (title, cause, _) = told(|| async {
        let holds = at_once(false).await == 1;
        crate::ensure(holds, "too many requests ran at once", "Two ran.");
    });
    let expected =
        ("too many requests ran at once", "a permit is given back at once");
    assert_eq!((title.as_str(), cause.as_str()), expected);
    is_clean(|| async {
        crate::equal("at once", at_once(true).await, 1);
    });
}

async fn written(waits: bool) -> u32 {
    let written = Arc::new(AtomicU32::new(0));
    let mut writes = JoinSet::new();
    for wait in 0..2 {
        let written = Arc::clone(&written);
        writes.spawn(async move {
            sleep(Duration::from_millis(wait)).await;
            written.fetch_add(1, SeqCst);
        });
    }
    writes.join_next().await;
    while waits && writes.join_next().await.is_some() {}
    drop(writes);
    written.load(SeqCst)
}

#[test]
fn tasks_go_with_their_set() {
    let (title, _, sentence) = told(|| async {
        crate::equal("written", written(false).await, 2);
    });
    assert_eq!(title, "tasks were aborted before they had ended", "{sentence}");
    assert!(sentence.contains("because main dropped"), "{sentence}");
    is_clean(|| async {
        crate::equal("written", written(true).await, 2);
    });
}
