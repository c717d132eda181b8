//! A permit that was forgotten and not given back.

extern crate conc_tokio as tokio;

use explore::sync::Arc;
use explore::sync::atomic::{AtomicU32, Ordering::SeqCst};
use tokio::sync::{Semaphore, mpsc};
use tokio::task::yield_now;

use crate::sources::Sources;

const TEXT: &str = include_str!("unreturned.rs");
const ANSWER: Sources = Sources(&[(file!(), TEXT)]);

/// The title or the cause besides, and the sentence.
fn told<F: Future<Output = ()>>(
    program: impl Fn() -> F + Send + Sync + 'static,
) -> (String, String) {
    super::told_of_async(TEXT, ANSWER, program)
}

/// A lock that is a semaphore, and what may be done under it.
struct Devices {
    slot: Semaphore,
    pending: AtomicU32,
}

impl Devices {
    async fn cleans(&self, unlocks: bool) {
        self.slot.acquire().await.unwrap().forget();
        if self.pending.load(SeqCst) == 0 {
            if unlocks {
                self.slot.add_permits(1);
            }
            return;
        }
        self.pending.store(0, SeqCst);
        self.slot.add_permits(1);
    }
}

/// Cleans up twice, of which only the first time finds something, and asks how many permits
/// there are then.
async fn cleans_twice(unlocks: bool, expected: usize) {
    let devices = Devices { slot: Semaphore::new(1), pending: AtomicU32::new(1) };
    devices.cleans(true).await;
    devices.cleans(unlocks).await;
    assert_eq!(devices.slot.available_permits(), expected);
}

#[test]
fn a_forgotten_permit_is_not_given_back() {
    let (title, sentence) = told(|| cleans_twice(false, 1));
    assert_eq!(title, "a forgotten permit is never given back", "{sentence}");
    assert!(sentence.contains("Then it reads 0 from pending"), "{sentence}");
    // All are given back: then the claim is wrong.
    let (title, sentence) = told(|| cleans_twice(true, 2));
    assert_eq!(title, "a claim does not hold", "{sentence}");
}

/// The permit of a request is given back by the task that answers it.
#[test]
fn a_permit_that_another_task_gives_back_is_none_that_is_kept() {
    let (title, sentence) = told(|| async {
        let limit = Arc::new(Semaphore::new(1));
        let (requests, mut inbox) = mpsc::channel(1);
        let own = limit.clone();
        let task = tokio::spawn(async move {
            while let Some(()) = inbox.recv().await {
                own.add_permits(1);
            }
        });
        limit.acquire().await.unwrap().forget();
        requests.send(()).await.unwrap();
        drop(requests);
        task.await.unwrap();
        assert_eq!(limit.available_permits(), 2);
    });
    assert_eq!(title, "a claim does not hold", "{sentence}");
}

/// The wait is for the permit that is kept.
#[test]
fn who_waits_for_a_forgotten_permit_is_told_who_has_it() {
    let (title, sentence) = told(|| async {
        let devices = Arc::new(Devices {
            slot: Semaphore::new(1),
            pending: AtomicU32::new(0),
        });
        devices.cleans(false).await;
        devices.cleans(false).await;
    });
    assert_eq!(title, "a permit is never given back", "{sentence}");
    assert!(sentence.contains("main forgot its permit"), "{sentence}");
    assert!(sentence.contains("Then it reads 0 from pending"), "{sentence}");
}

/// The task has not come to the line yet that gives it back.
#[test]
fn who_would_give_it_back_next_has_not_kept_it() {
    let (title, sentence) = told(|| async {
        let limit = Arc::new(Semaphore::new(1));
        let own = limit.clone();
        let task = tokio::spawn(async move {
            own.acquire().await.unwrap().forget();
            yield_now().await;
            own.add_permits(1);
        });
        yield_now().await;
        assert_eq!(limit.available_permits(), 1);
        task.await.unwrap();
    });
    let kept = "a forgotten permit is never given back";
    assert_ne!(title, kept, "{sentence}");
}
