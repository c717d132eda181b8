//! A lock is held by who waits for the task that needs it in an arm of a select.

extern crate conc_tokio as tokio;
extern crate conc_tokio_util as tokio_util;

use explore::sync::Arc;
use explore::tasks::block_on;
use tokio::sync::{Mutex, Notify, oneshot};
use tokio::task::yield_now;
use tokio_util::sync::CancellationToken;

use crate::races::tests::told_with_calls;
use crate::sources::Sources;

const TEXT: &str = include_str!("held_in_select.rs");

/// The title and the sentence.
fn told<F: Future<Output = ()> + 'static>(program: fn() -> F) -> (String, String) {
    let sources = Sources(&[(file!(), TEXT)]);
    told_with_calls(TEXT, sources, move || block_on(program()))
}

async fn adds(table: Arc<Mutex<u32>>, stop: CancellationToken) {
    tokio::select! {
        () = stop.cancelled() => {}
        mut table = table.lock() => *table += 1,
    }
}

async fn joins() {
    let (table, stop) = (Arc::default(), CancellationToken::new());
    let task = tokio::spawn(adds(Arc::clone(&table), stop.clone()));
    let table = table.lock().await;
    task.await.unwrap();
    stop.cancel();
    drop(table);
}

async fn waits_for_its_word() {
    let (table, stop) = (Arc::new(Mutex::new(0)), Arc::new(Notify::new()));
    let (done, ended) = oneshot::channel();
    let (own, stops) = (Arc::clone(&table), Arc::clone(&stop));
    tokio::spawn(async move {
        tokio::select! {
            () = stops.notified() => {}
            mut table = own.lock() => *table += 1,
        }
        done.send(()).unwrap();
    });
    let table = table.lock().await;
    ended.await.unwrap();
    stop.notify_one();
    drop(table);
}

async fn joins_who_joins() {
    let (table, stop) = (Arc::default(), CancellationToken::new());
    let (own, stops) = (Arc::clone(&table), stop.clone());
    let task = tokio::spawn(async move {
        tokio::spawn(adds(own, stops)).await.unwrap();
    });
    let table = table.lock().await;
    task.await.unwrap();
    stop.cancel();
    drop(table);
}

#[test]
fn who_holds_the_lock_of_an_arm_is_told() {
    for (title, sentence) in
        [told(joins), told(waits_for_its_word), told(joins_who_joins)]
    {
        assert_eq!(title, "a lock is held over an await", "{sentence}");
        assert!(
            sentence.starts_with("main holds table while it waits"),
            "{sentence}"
        );
        assert!(sentence.contains(" or for table."), "{sentence}");
    }
}

/// The select is over by then, so the token is not waited for.
async fn looks_first() {
    let (table, stop) = (Arc::new(Mutex::new(0)), CancellationToken::new());
    let (own, stops) = (Arc::clone(&table), stop.clone());
    let task = tokio::spawn(async move {
        tokio::select! {
            () = stops.cancelled() => return,
            () = yield_now() => {}
        }
        *own.lock().await += 1;
    });
    let table = table.lock().await;
    yield_now().await;
    stop.cancel();
    task.await.unwrap();
    drop(table);
}

#[test]
fn an_arm_that_has_lost_is_not_waited_for() {
    let (title, sentence) = told(looks_first);
    assert_eq!(title, "a lock is held over an await", "{sentence}");
    assert_eq!(
        sentence,
        "main holds table while it waits for task 1 to end. task 1 needs table to go on."
    );
}

/// Who holds the lock waits for something else.
async fn waits_for_another() {
    let (table, stop) = (Arc::default(), CancellationToken::new());
    tokio::spawn(adds(Arc::clone(&table), stop.clone()));
    let _table = table.lock().await;
    Notify::new().notified().await;
}

#[test]
fn who_waits_for_another_is_not_told() {
    let (title, sentence) = told(waits_for_another);
    assert_ne!(title, "a lock is held over an await", "{sentence}");
}
