//! Who waits until a value changes is told who could change it.

extern crate conc_tokio as tokio;

use explore::sync::Arc;
use explore::tasks::block_on;
use tokio::sync::watch;
use tokio::task::JoinSet;

use super::told_of;
use crate::deadlocks::unchanged::{NEVER, NO_MORE};
use crate::sources::Sources;

const TEXT: &str = include_str!("unchanged.rs");

/// The title and the sentence.
fn told(program: impl Fn() + Send + Sync + 'static) -> (String, String) {
    let (title, sentence, _) = told_of(TEXT, Sources(&[(file!(), TEXT)]), program);
    (title, sentence)
}

/// Fetches what both want, unless it fails: then it leaves the value as it is.
async fn fetch(state: &watch::Sender<u32>, fails: bool) -> Result<(), ()> {
    state.send_if_modified(|state| {
        *state = 1;
        true
    });
    tokio::task::yield_now().await;
    if fails {
        return Err(());
    }
    state.send_replace(2);
    Ok(())
}

async fn fetches(fails: bool) {
    let (state, mut updates) = watch::channel(0);
    let state = Arc::new(state);
    let own = Arc::clone(&state);
    tokio::spawn(async move { fetch(&own, fails).await });
    updates.wait_for(|state| *state == 2).await.unwrap();
}

#[test]
fn who_changed_it_last_and_has_ended_is_told() {
    let (title, sentence) = told(|| block_on(fetches(true)));
    assert_eq!(title, NO_MORE, "{sentence}");
    let waits = "main waits in line ";
    assert!(sentence.starts_with(waits), "{sentence}");
    let last = " until state changes. task 1 changed it last, in line ";
    assert!(sentence.contains(last), "{sentence}");
    let without = ", and has ended since without a change in line ";
    assert!(sentence.contains(without), "{sentence}");
    explore::Explore::every().run(|| block_on(fetches(false))).clean_in_all();
}

#[test]
fn who_changed_it_last_and_waits_is_told() {
    let (title, sentence) = told(|| {
        block_on(async {
            let (state, updates) = watch::channel(0);
            let mut readers = JoinSet::new();
            for mut updates in [updates.clone(), updates] {
                readers.spawn(async move {
                    updates.changed().await.unwrap();
                    updates.changed().await.unwrap();
                });
            }
            state.send(1).unwrap();
            while readers.join_next().await.is_some() {}
            state.send(2).unwrap();
        });
    });
    assert_eq!(title, NO_MORE, "{sentence}");
    let now = ", and now waits for task 1 to end or for task 2 to end in line ";
    assert!(sentence.contains(now), "{sentence}");
}

#[test]
fn what_nobody_ever_changes_is_told() {
    let (title, sentence) = told(|| {
        block_on(async {
            let (_keeps, mut updates) = watch::channel(0);
            updates.changed().await.unwrap();
        });
    });
    assert_eq!(title, NEVER, "{sentence}");
    assert!(sentence.ends_with("No task has ever changed it."), "{sentence}");
}

/// What ends the loop is that no sender is left.
#[test]
fn who_waits_for_the_last_sender_is_told_of_that() {
    let (title, sentence) = told(|| {
        block_on(async {
            let (keeps, mut updates) = watch::channel(0);
            keeps.send(1).unwrap();
            while updates.changed().await.is_ok() {}
            drop(keeps);
        });
    });
    assert_eq!(title, "the last sender was never dropped", "{sentence}");
}

/// A channel that keeps each message is no value.
#[test]
fn a_channel_has_no_value_to_change() {
    let (title, sentence) = told(|| {
        block_on(async {
            let (_keeps, mut inbox) = tokio::sync::mpsc::channel::<u32>(1);
            inbox.recv().await.unwrap();
        });
    });
    assert_eq!(title, "the last sender was never dropped", "{sentence}");
}
