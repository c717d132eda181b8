//! A wait is given up, and what it was for is done all the same.

use std::time::Duration;

use explore::sync::{Arc, Mutex, mpsc};
use explore::{channel, thread};

use crate::sources::Sources;

const TEXT: &str = include_str!("gave_up_waiting.rs");
const ANSWER: Sources = Sources(&[(file!(), TEXT)]);
const TITLE: &str = "the work went on after the wait for it was given up";
const MS: Duration = Duration::from_millis(1);

/// The title and the sentence.
fn told(program: fn()) -> (String, String) {
    super::told_with_calls(TEXT, ANSWER, program)
}

type Found = Arc<Mutex<Option<u32>>>;

/// Puts it there once it is found.
fn finds(found: &Found) {
    thread::sleep(MS);
    *found.lock().unwrap() = Some(1);
}

#[track_caller]
fn is_one(found: &Found, is_late: bool) {
    let is_found = found.lock().unwrap().is_some();
    assert_ne!(is_found, is_late, "it is either found or late");
}

fn in_a_thread() {
    let found = Found::default();
    let (done, ended) = mpsc::channel();
    let own = Arc::clone(&found);
    thread::spawn(move || {
        finds(&own);
        let _ = done.send(());
    });
    let is_late = ended.recv_timeout(MS).is_err();
    drop(ended);
    is_one(&found, is_late);
}

fn by_crossbeam() {
    let found = Found::default();
    let (done, ended) = channel::bounded(1);
    let own = Arc::clone(&found);
    thread::spawn(move || {
        finds(&own);
        let _ = done.send(());
    });
    let is_late = ended.recv_timeout(MS).is_err();
    is_one(&found, is_late);
}

#[test]
fn what_came_after_the_wait_was_given_up_is_told() {
    for program in [in_a_thread as fn(), by_crossbeam] {
        let (title, sentence) = told(program);
        assert_eq!(title, TITLE, "{sentence}");
        assert!(
            sentence.contains(" and gave up. After that task 1 "),
            "{sentence}"
        );
    }
}

/// It had come before the wait began, and another claim fails.
fn had_come() {
    let found = Found::default();
    let (done, ended) = mpsc::channel::<()>();
    let own = Arc::clone(&found);
    let task = thread::spawn(move || *own.lock().unwrap() = Some(1));
    task.join().unwrap();
    let is_late = ended.recv_timeout(MS).is_err();
    drop(done);
    is_one(&found, is_late);
}

#[test]
fn what_had_come_before_is_not_late() {
    let (title, sentence) = told(had_come);
    assert_ne!(title, TITLE, "{sentence}");
}
