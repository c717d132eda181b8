//! A notification for all that wait is kept for nobody.

extern crate conc_tokio as tokio;

use explore::sync::Arc;
use explore::tasks::block_on;
use tokio::sync::{Notify, mpsc};
use tokio::task::{JoinSet, yield_now};

use super::told_of;
use crate::sources::Sources;

const TEXT: &str = include_str!("unheard.rs");

/// The title and the sentence.
fn told(program: impl Fn() + Send + Sync + 'static) -> (String, String) {
    let (title, sentence, _) = told_of(TEXT, Sources(&[(file!(), TEXT)]), program);
    (title, sentence)
}

/// Works on what comes until it is to stop.
async fn works(stop: Arc<Notify>, mut jobs: mpsc::Receiver<u32>) {
    loop {
        tokio::select! {
            () = stop.notified() => return,
            Some(_) = jobs.recv() => yield_now().await,
        }
    }
}

/// Two workers, of which each has a job, with this before the wait for their ends.
async fn two_workers(stops: bool) {
    let stop = Arc::new(Notify::new());
    let mut workers = JoinSet::new();
    let mut feeds = Vec::new();
    for job in 0..2 {
        let (feed, jobs) = mpsc::channel(1);
        feed.send(job).await.unwrap();
        feeds.push(feed);
        workers.spawn(works(Arc::clone(&stop), jobs));
    }
    if stops {
        stop.notify_waiters();
    }
    while workers.join_next().await.is_some() {}
}

#[test]
fn who_waits_for_the_ends_of_those_that_wait_is_not_the_cause() {
    let (title, sentence) = told(|| block_on(two_workers(true)));
    assert_eq!(title, "nobody woke the waiting task", "{sentence}");
    let unheard = "main notified all that waited for stop in line";
    assert!(sentence.contains(unheard), "{sentence}");
    let kept = "and task 1 did not wait there then. This is kept for nobody";
    assert!(sentence.contains(kept), "{sentence}");
}

/// No task is told to stop: that is no notification that came too early.
#[test]
fn where_nobody_is_notified_none_was_missed() {
    let (title, sentence) = told(|| block_on(two_workers(false)));
    assert_eq!(title, "a task was joined, and nothing ends it", "{sentence}");
    assert!(sentence.starts_with("main waits for task 1 to end."), "{sentence}");
    assert!(!sentence.contains("notified"), "{sentence}");
}

/// The task has been notified, and waits once more.
#[test]
fn who_was_notified_has_missed_none() {
    let (_, sentence) = told(|| {
        block_on(async {
            let stop = Arc::new(Notify::new());
            let (_keeps, mut jobs) = mpsc::channel::<u32>(1);
            let waits = Arc::clone(&stop);
            let (ready, is_ready) = tokio::sync::oneshot::channel();
            let worker = tokio::spawn(async move {
                let first = waits.notified();
                ready.send(()).unwrap();
                first.await;
                tokio::select! {
                    () = waits.notified() => {}
                    Some(_) = jobs.recv() => {}
                }
            });
            is_ready.await.unwrap();
            stop.notify_waiters();
            worker.await.unwrap();
        });
    });
    assert!(!sentence.contains("kept for nobody"), "{sentence}");
}
