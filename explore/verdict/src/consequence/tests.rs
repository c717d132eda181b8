//! The first panic is told, and not the one that only passes it on.

extern crate conc_tokio as tokio;

use explore::sync::atomic::{AtomicU32, Ordering::SeqCst};
use explore::sync::{Arc, mpsc};
use explore::tasks::block_on;
use explore::{Explore, thread};

use crate::diagnosis::Diagnosis;
use crate::places::{in_own_lines, with_calls};
use crate::sources::Sources;

const TEXT: &str = include_str!("tests.rs");
const ANSWER: Sources = Sources(&[(file!(), TEXT)]);

/// The title, and the sentence with its end.
fn told(program: fn()) -> (String, String) {
    let failure = Explore::every().run(program).found().clone();
    let run = |explore: Explore| explore.run(program).failure;
    let failure = with_calls(failure, ANSWER, run).named(TEXT);
    let told = Diagnosis::new(&in_own_lines(failure, ANSWER), ANSWER);
    let end = told.end.unwrap_or_default();
    (told.title, format!("{} {end}", told.sentence))
}

/// Each of two tasks is to be there alone.
fn two_meet() -> [thread::JoinHandle<()>; 2] {
    let inside = Arc::new(AtomicU32::new(0));
    [0, 1].map(|_| {
        let inside = Arc::clone(&inside);
        thread::spawn(move || {
            let before = inside.fetch_add(1, SeqCst);
            assert_eq!(before, 0, "it is alone"); // met
            inside.fetch_sub(1, SeqCst);
        })
    })
}

fn asserts_in_the_join() {
    for task in two_meet() {
        assert!(task.join().is_ok(), "each has an end");
    }
}

fn asserts_what_was_returned() {
    for task in two_meet() {
        let ended = task.join();
        assert!(ended.is_ok(), "each has an end");
    }
}

fn panics_at_an_error() {
    block_on(async {
        let (sender, mut inbox) = tokio::sync::mpsc::channel(1);
        let task = tokio::spawn(async move {
            let first: u32 = inbox.try_recv().expect("it is alone"); // met
            first
        });
        let _ = sender.send(1).await;
        match task.await {
            Ok(first) => assert_eq!(first, 1),
            Err(error) => panic!("each has an end: {}", error.is_panic()),
        }
    });
}

#[test]
fn who_asserts_that_a_join_succeeds_is_not_the_cause() {
    for program in
        [asserts_in_the_join as fn(), asserts_what_was_returned, panics_at_an_error]
    {
        let (title, told) = told(program);
        assert_ne!(title, "a panic was passed over", "{told}");
        let parts = told.split_once("main found that in line");
        let (first, found) = parts.unwrap_or_else(|| panic!("{title}: {told}"));
        let line =
            TEXT.lines().enumerate().filter(|(_, it)| it.ends_with("// met"));
        let is_first = |(place, _): (usize, &str)| {
            first.contains(&format!("panics in line {}: ", place + 1))
        };
        assert_eq!(line.filter(|it| is_first(*it)).count(), 1, "{told}");
        assert!(found.contains(": each has an end"), "{told}");
    }
}

fn sums_without_it() {
    let (sender, inbox) = mpsc::channel::<u32>();
    let task = thread::spawn(move || sender.send(inbox.try_recv().unwrap()));
    let ended = task.join();
    drop(ended);
    let all = 0;
    assert_eq!(all, 1, "all are counted");
}

fn expects_another_panic() {
    let task = thread::spawn(|| panic!("as planned"));
    let told = task.join();
    let error = told.unwrap_err();
    assert!(error.is::<String>(), "it is a text of its own");
}

fn expects_one_at_once() {
    let task = thread::spawn(|| panic!("as planned"));
    assert!(task.join().unwrap_err().is::<String>(), "it is a text of its own");
}

#[test]
fn a_claim_about_something_else_is_told_as_it_is() {
    for program in
        [sums_without_it as fn(), expects_another_panic, expects_one_at_once]
    {
        let (title, told) = told(program);
        assert!(!told.contains("and so it panics"), "{title}: {told}");
        assert!(told.contains("main panics in line"), "{title}: {told}");
    }
}
