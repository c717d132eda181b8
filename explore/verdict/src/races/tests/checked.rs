//! Two tasks look before either acts on what it has seen.

extern crate conc_tokio as tokio;

use explore::sync::atomic::{AtomicU32, Ordering::SeqCst};
use explore::sync::{Arc, OnceLock};
use explore::tasks::block_on;
use explore::thread;
use tokio::sync::OnceCell;
use tokio::task::yield_now;

use crate::sources::Sources;

const TEXT: &str = include_str!("checked.rs");
const ANSWER: Sources = Sources(&[(file!(), TEXT)]);

/// The title, the cause besides, and the sentence.
fn told(program: impl Fn() + Send + Sync + 'static) -> (String, String, String) {
    super::told_of(TEXT, ANSWER, program)
}

/// Two threads set a value, and each wants to be the one.
fn both_set(looks: bool) {
    let value = Arc::new(OnceLock::new());
    let tasks = [1, 2].map(|number| {
        let value = Arc::clone(&value);
        thread::spawn(move || {
            if !looks || value.get().is_none() {
                value.set(number).unwrap();
            }
        })
    });
    for task in tasks {
        task.join().unwrap();
    }
}

#[test]
fn a_value_that_both_found_missing_is_set_once() {
    let (title, cause, sentence) = told(|| both_set(true));
    assert_eq!(title, "a task panicked");
    assert_eq!(cause, "two tasks acted on the same check", "{sentence}");
    assert!(sentence.contains("both found value empty in line"), "{sentence}");
    // Nobody has looked before.
    let (_, cause, sentence) = told(|| both_set(false));
    assert_eq!(cause, "", "{sentence}");
    let (title, cause, sentence) = told(|| {
        block_on(async {
            let rate = Arc::new(OnceCell::new());
            let own = Arc::clone(&rate);
            let other = tokio::spawn(async move {
                own.get_or_init(|| async { 1 }).await;
            });
            if rate.get().is_none() {
                yield_now().await;
                rate.set(2).expect("the rate is set once");
            }
            other.await.unwrap();
        });
    });
    assert_eq!(title, "a task panicked");
    assert_eq!(cause, "two tasks acted on the same check", "{sentence}");
    assert!(sentence.contains("main found rate empty in line"), "{sentence}");
}

/// Who lost the race goes on with what is there, and then panics for another reason.
#[test]
fn who_does_not_care_who_has_set_a_value_acts_on_no_check() {
    let (_, cause, sentence) = told(|| {
        let value = Arc::new(OnceLock::new());
        let own = Arc::clone(&value);
        let other = thread::spawn(move || own.set(1).is_ok());
        if value.get().is_none() {
            let _ = value.set(2);
        }
        other.join().unwrap();
        let found: &u32 = value.get().unwrap();
        assert!(*found < 1, "it is never so small");
    });
    assert_ne!(cause, "two tasks acted on the same check", "{sentence}");
}

/// How many a task takes, if there are so many.
fn withdraws(left: &AtomicU32) -> bool {
    let is_there = left.load(SeqCst) >= 5; // withdraws
    if is_there {
        left.fetch_sub(5, SeqCst); // takes five
    }
    is_there
}

fn pays(left: &AtomicU32) -> bool {
    let is_there = left.load(SeqCst) > 0; // pays
    if is_there {
        left.fetch_sub(1, SeqCst); // takes one
    }
    is_there
}

/// Each of the two lines is told with who did it.
#[test]
fn two_who_look_in_two_places_are_told_apart() {
    let (title, _, sentence) = told(|| {
        let left = Arc::new(AtomicU32::new(5));
        let own = Arc::clone(&left);
        let other = thread::spawn(move || pays(&own));
        let both = [withdraws(&left), other.join().unwrap()];
        assert_ne!(both, [true, true], "it is enough for one of them");
    });
    assert_eq!(title, "two tasks acted on the same check", "{sentence}");
    let lines = ["// withdraws", "// takes five", "// pays", "// takes one"];
    for line in lines {
        let place = TEXT.lines().position(|text| text.ends_with(line));
        let line = format!("line {}", 1 + place.expect("a line"));
        assert!(sentence.contains(&line), "{line}: {sentence}");
    }
    assert!(!sentence.contains("before either"), "{sentence}");
}
