//! The end of one channel is not that of another one.

extern crate conc_tokio as tokio;

use std::future::Future;

use explore::tasks::block_on;
use tokio::sync::mpsc;

use crate::sources::Sources;

const TEXT: &str = include_str!("taken_for_both.rs");
const ANSWER: Sources = Sources(&[(file!(), TEXT)]);

async fn sends(all: Vec<u32>, to: mpsc::Sender<u32>) {
    for one in all {
        if to.send(one).await.is_err() {
            return;
        }
    }
}

/// The end of one is taken for the end of both.
async fn merges(
    mut left: mpsc::Receiver<u32>,
    mut right: mpsc::Receiver<u32>,
) -> usize {
    let mut merged = 0;
    loop {
        let next = tokio::select! {
            next = left.recv() => next,
            next = right.recv() => next,
        };
        match next {
            Some(_) => merged += 1,
            None => return merged,
        }
    }
}

/// It goes on until both have ended, and forgets the last one.
async fn merges_all(
    mut left: mpsc::Receiver<u32>,
    mut right: mpsc::Receiver<u32>,
) -> usize {
    let mut merged = 0;
    loop {
        tokio::select! {
            Some(_) = left.recv() => merged += 1,
            Some(_) = right.recv() => merged += 1,
            else => return merged - 1,
        }
    }
}

/// The title and the sentence.
fn told<F: Future<Output = usize> + 'static>(
    merges: fn(mpsc::Receiver<u32>, mpsc::Receiver<u32>) -> F,
) -> (String, String) {
    let (title, _, sentence) = super::told_of(TEXT, ANSWER, move || {
        block_on(async {
            let (left_tx, left) = mpsc::channel(1);
            let (right_tx, right) = mpsc::channel(1);
            tokio::spawn(sends(vec![1], left_tx));
            tokio::spawn(sends(vec![10, 20], right_tx));
            let merged = merges(left, right).await;
            assert_eq!(merged, 3);
        });
    });
    (title, sentence)
}

#[test]
fn the_end_of_one_is_taken_for_that_of_both() {
    let (title, sentence) = told(merges);
    let both = "the end of one channel was taken for that of both";
    assert_eq!(title, both, "{sentence}");
    assert!(sentence.starts_with("main finds left_tx disconnected"), "{sentence}");
    let drops = "and drops the receiver of right_tx, which still has a sender.";
    assert!(sentence.contains(drops), "{sentence}");
}

#[test]
fn who_goes_on_to_the_end_of_both_takes_none_for_the_other() {
    let (title, sentence) = told(merges_all);
    assert_eq!(title, "a claim does not hold", "{sentence}");
}
