//! A permit is told that stays with who starts the task.

extern crate conc_tokio as tokio;

use explore::sync::Arc;
use explore::sync::atomic::{AtomicU32, Ordering::SeqCst};
use explore::tasks::block_on;
use tokio::sync::{Semaphore, mpsc};
use tokio::task::{JoinSet, yield_now};

use crate::sources::Sources;

const TEXT: &str = include_str!("left_with_starter.rs");
const ANSWER: Sources = Sources(&[(file!(), TEXT)]);
const TITLE: &str = "a permit was given back before its task had ended";

#[derive(Default)]
struct Api {
    open: AtomicU32,
    refused: AtomicU32,
}

impl Api {
    async fn fetch(&self) {
        let open = self.open.fetch_add(1, SeqCst);
        if open >= 2 {
            self.refused.fetch_add(1, SeqCst);
        }
        yield_now().await;
        self.open.fetch_sub(1, SeqCst);
    }
}

/// The permit stays in the loop.
async fn starts_each(api: &Arc<Api>, limit: &Arc<Semaphore>) {
    let mut requests = JoinSet::new();
    for _ in 0..3 {
        let _permit = limit.acquire().await.unwrap();
        let api = Arc::clone(api);
        requests.spawn(async move { api.fetch().await });
    }
    while requests.join_next().await.is_some() {}
}

/// The permit of a helper goes back when that returns.
async fn starts_one(
    api: &Arc<Api>,
    limit: &Arc<Semaphore>,
    requests: &mut JoinSet<()>,
) {
    let permit = Arc::clone(limit).acquire_owned().await.unwrap();
    let api = Arc::clone(api);
    requests.spawn(async move { api.fetch().await });
    drop(permit);
}

async fn starts_by_a_helper(api: &Arc<Api>, limit: &Arc<Semaphore>) {
    let mut requests = JoinSet::new();
    for _ in 0..3 {
        starts_one(api, limit, &mut requests).await;
    }
    while requests.join_next().await.is_some() {}
}

/// The task has the permit, and the claim is another one.
async fn gives_it_to_the_task(api: &Arc<Api>, limit: &Arc<Semaphore>) {
    let mut requests = JoinSet::new();
    for _ in 0..3 {
        let permit = Arc::clone(limit).acquire_owned().await.unwrap();
        let api = Arc::clone(api);
        requests.spawn(async move {
            api.fetch().await;
            drop(permit);
        });
    }
    api.refused.fetch_add(1, SeqCst);
    while requests.join_next().await.is_some() {}
}

/// What is started is awaited before the permit goes back.
async fn waits_with_it(api: &Arc<Api>, limit: &Arc<Semaphore>) {
    for _ in 0..3 {
        let permit = limit.acquire().await.unwrap();
        let own = Arc::clone(api);
        let request = tokio::spawn(async move { own.fetch().await });
        request.await.unwrap();
        drop(permit);
    }
    api.refused.fetch_add(1, SeqCst);
}

/// It gives one back for each that has said that it is done.
async fn counts_by_messages(api: &Arc<Api>, limit: &Arc<Semaphore>) {
    let mut requests = JoinSet::new();
    let (says, mut is_done) = mpsc::channel(3);
    for _ in 0..3 {
        limit.acquire().await.unwrap().forget();
        let (api, says) = (Arc::clone(api), says.clone());
        requests.spawn(async move {
            api.fetch().await;
            says.send(()).await.unwrap();
            yield_now().await;
        });
        is_done.recv().await.unwrap();
        limit.add_permits(1);
    }
    api.refused.fetch_add(1, SeqCst);
    while requests.join_next().await.is_some() {}
}

macro_rules! told {
    ($starts:ident) => {
        super::told_with_calls(TEXT, ANSWER, || {
            block_on(async {
                let (api, limit) =
                    (Arc::<Api>::default(), Arc::new(Semaphore::new(2)));
                $starts(&api, &limit).await;
                assert_eq!(api.refused.load(SeqCst), 0, "none is refused");
            });
        })
    };
}

#[test]
fn a_permit_that_does_not_go_to_its_task_is_told() {
    for (title, sentence) in [told!(starts_each), told!(starts_by_a_helper)] {
        assert_eq!(title, TITLE, "{sentence}");
        let words = "gives the permit back before task 1 has ended";
        assert!(sentence.contains(words), "{sentence}");
    }
}

#[test]
fn a_permit_that_lasts_as_long_as_its_task_is_not() {
    for (title, sentence) in [
        told!(gives_it_to_the_task),
        told!(waits_with_it),
        told!(counts_by_messages),
    ] {
        assert_ne!(title, TITLE, "{sentence}");
    }
}
