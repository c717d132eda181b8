//! What goes round without end is told as it is.

use std::time::Duration;

use explore::channel::{bounded, never};
use explore::sync::mpsc::{TryRecvError, channel};
use explore::{Explore, select, thread};

use crate::diagnosis::Diagnosis;
use crate::sources::Sources;

const TEXT: &str = include_str!("tests.rs");
const SOURCES: Sources = Sources(&[(file!(), TEXT)]);

/// The title and the sentence, and the number of steps that tell it.
fn told(program: fn()) -> (String, String, usize) {
    let report = Explore::every().max_steps(1_000).run(program);
    let failure = report.found().named(TEXT);
    let told = Diagnosis::new(&failure, SOURCES);
    (told.title, told.sentence, told.steps.len())
}

/// The number of the line that ends so.
fn line(end: &str) -> usize {
    1 + TEXT.lines().position(|line| line.ends_with(end)).expect("a line")
}

/// The clock moves on meanwhile, and main goes its own way.
#[test]
fn a_closed_channel_is_looked_at_again_and_again() {
    let selects = || {
        let (jobs, inbox) = bounded::<u32>(1);
        let task = thread::spawn(move || {
            loop {
                select! {
                    recv(inbox) -> job => if job.is_ok_and(|job| job == 0) { return },
                    recv(never::<()>()) -> _ => {}
                }
            }
        });
        drop(jobs);
        thread::sleep(Duration::from_secs(1));
        task.join().unwrap();
    };
    let tries = || {
        let (jobs, inbox) = channel::<u32>();
        let task = thread::spawn(move || {
            while inbox.try_recv() != Ok(0) {
                thread::sleep(Duration::from_millis(1));
            }
        });
        drop(jobs);
        task.join().unwrap();
    };
    let both = || {
        let (jobs, inbox) = bounded::<u32>(1);
        let other = inbox.clone();
        let task = thread::spawn(move || while other.recv() != Ok(0) {});
        drop(jobs);
        while inbox.recv() != Ok(0) {}
        task.join().unwrap();
    };
    for (program, mark) in [
        (selects as fn(), "select! {"),
        (tries, "try_recv() != Ok(0) {"),
        (both, ""),
    ] {
        let (title, sentence, steps) = told(program);
        assert_eq!(title, "it never ends", "{sentence}");
        assert!(steps <= 4, "{steps} steps, and {sentence}");
        let found = " finds jobs disconnected, and this never changes.";
        assert!(sentence.contains(found), "{sentence}");
        let place = format!("In line {} ", line(mark));
        assert!(mark.is_empty() || sentence.contains(&place), "{sentence}");
    }
}

/// Who looks whether the channel is empty may yet find something.
#[test]
fn an_empty_channel_is_not_closed() {
    let (title, sentence, _) = told(|| {
        let (_jobs, inbox) = channel::<u32>();
        while inbox.try_recv() == Err(TryRecvError::Empty) {
            thread::yield_now();
        }
    });
    assert_eq!(title, "it never ends", "{sentence}");
    assert!(!sentence.contains("never changes"), "{sentence}");
}
