//! What is said of those that have not begun.

use explore::{Explore, thread};

use super::Gauge;
use crate::diagnosis::Diagnosis;
use crate::sources::Sources;

const TEXT: &str = include_str!("tests.rs");

/// The sentence of a program that starts so many tasks, waits for them or not, and claims
/// that so many workers have ended.
fn told(tasks: usize, joins: bool, expected: usize) -> String {
    let report = Explore::every().run(move || {
        let started = (0..tasks).map(|_| thread::spawn(|| {}));
        let started: Vec<_> = started.collect();
        if joins {
            started.into_iter().for_each(|task| task.join().unwrap());
        }
        Gauge::new("worker").all_ended(expected);
    });
    let sources = Sources(&[("answer", ""), (file!(), TEXT)]);
    Diagnosis::new(report.found(), sources).sentence
}

#[test]
fn tasks_that_still_run_are_told_of_those_that_have_not_begun() {
    let none = "None of 2 workers had begun.";
    let one = "One task that was started had not ended by then.";
    assert_eq!(told(2, true, 2), none);
    assert_eq!(told(1, false, 2), format!("{none} {one}"));
    assert_eq!(told(1, false, 1), format!("The worker had not begun. {one}"));
    let two = "2 tasks that were started had not ended by then.";
    assert_eq!(told(2, false, 2), format!("{none} {two}"));
}

/// Where nothing ran, nothing ran one after another.
#[test]
fn none_is_told_of_jobs_that_did_not_run() {
    let report = Explore::every().run(|| Gauge::new("job").reached(2));
    let sources = Sources(&[("answer", ""), (file!(), TEXT)]);
    let told = Diagnosis::new(report.found(), sources);
    assert_eq!(told.title, "a job was left out");
    assert_eq!(told.sentence, "None of 2 jobs had begun.");
}
