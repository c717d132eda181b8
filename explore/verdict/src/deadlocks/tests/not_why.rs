//! What is so in the schedule as well, and is not why nobody goes on.

extern crate conc_tokio as tokio;

use explore::sync::Arc;
use explore::sync::mpsc::channel;
use explore::tasks::block_on;
use explore::thread;
use tokio::sync::{Semaphore, mpsc, oneshot};

use crate::races::tests::told_with_calls;
use crate::sources::Sources;

const TEXT: &str = include_str!("not_why.rs");

/// The title and the sentence.
fn told(program: impl Fn() + Clone + Send + Sync + 'static) -> (String, String) {
    told_with_calls(TEXT, Sources(&[(file!(), TEXT)]), program)
}

/// Who joins has dropped its own sender; another task has one and has not sent yet.
#[test]
fn who_joins_has_dropped_its_sender() {
    let (title, sentence) = told(|| {
        let (jobs, inbox) = channel();
        let more = jobs.clone();
        let worker = thread::spawn(move || super::drains(&inbox));
        let source = thread::spawn(move || {
            thread::park();
            more.send(2).unwrap();
        });
        jobs.send(1).unwrap();
        drop(jobs);
        worker.join().unwrap();
        source.join().unwrap();
    });
    assert_ne!(
        title, "a task is joined before its channel is closed",
        "{sentence}"
    );
}

/// The permit lies with the worker that has received it.
#[test]
fn a_permit_was_sent_away() {
    let (title, sentence) = told(|| {
        block_on(async {
            let slots = Arc::new(Semaphore::new(1));
            let (sends, mut takes) = mpsc::channel(1);
            let (_hold, never) = oneshot::channel::<()>();
            let worker = tokio::spawn(async move {
                let permit = takes.recv().await;
                let _ = never.await;
                drop(permit);
            });
            let permit = Arc::clone(&slots).acquire_owned().await.unwrap();
            sends.send(permit).await.unwrap();
            let _again = slots.acquire().await.unwrap();
            worker.await.unwrap();
        });
    });
    assert!(!sentence.contains("already has a permit"), "{title}: {sentence}");
}
