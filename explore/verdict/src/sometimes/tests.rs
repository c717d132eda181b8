//! What is possible passes, and what is not is told by its title.

use explore::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use explore::thread;
use std::sync::Arc;

use super::sometimes;
use crate::search::Search;
use crate::{Check, Outcome, Sources};

/// What a task sees of another one that counts to two, and how often it looks first.
fn sees(looks: usize) -> usize {
    let count = Arc::new(AtomicUsize::new(0));
    let theirs = Arc::clone(&count);
    let counts = thread::spawn(move || {
        for _ in 0..2 {
            theirs.fetch_add(1, SeqCst);
        }
    });
    for _ in 0..looks {
        count.load(SeqCst);
    }
    let seen = count.load(SeqCst);
    counts.join().unwrap();
    seen
}

fn some_and_none(looks: usize) {
    let seen = sees(looks);
    sometimes(seen == 1, "it never sees 1", "");
    sometimes(seen == 2, "it never sees 2", "");
    sometimes(seen > 2, "it never sees more", format!("It sees {seen}."));
}

fn some(looks: usize) {
    let seen = sees(looks);
    sometimes(seen == 1, "it never sees 1", "");
    sometimes(seen == 2, "it never sees 2", "");
}

/// The title and the sentence with so many schedules, if the claims do not hold.
fn judged(
    program: fn(usize),
    looks: &'static [usize],
    schedules: usize,
) -> Option<(String, String)> {
    let check = Check::new("some", "", program).with(looks);
    let sources = Sources(&[("answer", ""), (file!(), "")]);
    let search = Search::new(schedules, sources, None, None);
    match search.judge(&[check], 1).1 {
        Outcome::Right => None,
        Outcome::Wrong(wrong) => Some((wrong.title, wrong.sentence)),
        other => panic!("no verdict: {other:?}"),
    }
}

/// One test: what was claimed is kept for the whole process.
#[test]
fn what_some_schedule_shows_is_claimed_of_all_together() {
    assert_eq!(judged(some, &[0, 1], 1_000), None);
    let (title, sentence) = judged(some_and_none, &[0], 1_000).expect("impossible");
    assert_eq!(title, "it never sees more");
    // One of the schedules is told.
    assert!(sentence.starts_with("It sees "), "{sentence}");
    // Too few of them say nothing, if there are more.
    assert_eq!(judged(some_and_none, &[99], 20), None);
    let told = judged(some_and_none, &[99], 100).expect("it never comes up");
    assert_eq!(told.0, "it never sees more");
    // What is possible once with the one size is no excuse for the other.
    assert!(judged(some_and_none, &[1, 0], 1_000).is_some());
}
