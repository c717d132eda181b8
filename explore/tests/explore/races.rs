use std::collections::BTreeMap;

use explore::sync::Arc;
use explore::sync::atomic::{AtomicU32, Ordering::SeqCst};
use explore::thread;

use crate::{line, operations};

fn load_then_store(tasks: u32) -> u32 {
    let counter = AtomicU32::new(0);
    thread::scope(|scope| {
        for _ in 0..tasks {
            scope.spawn(|| {
                let seen = counter.load(SeqCst);
                counter.store(seen + 1, SeqCst);
            });
        }
    });
    counter.into_inner()
}

#[test]
fn a_lost_update_is_found_step_by_step() {
    let report = explore::every(|| assert_eq!(load_then_store(2), 2, "lost"));
    let failure = report.found();
    let steps: Vec<_> = failure
        .steps
        .iter()
        .map(|step| (step.task.as_str(), step.operation.as_str()))
        .collect();
    assert_eq!(
        steps,
        [
            ("task 1", "reads 0"),
            ("task 2", "reads 0"),
            ("task 2", "writes 1"),
            ("task 1", "writes 1"),
        ]
    );
    assert!(operations(&report)[4].contains("lost"));
    let source = include_str!("races.rs");
    let line_of = |step: usize| failure.steps[step].location.line();
    assert_eq!(line_of(0), line(source, "counter.load"));
    assert_eq!(line_of(2), line(source, "counter.store"));
    assert_eq!(report.tasks, 3);
    assert!(!report.exhaustive);
}

#[test]
fn every_outcome_is_visited() {
    // Two tasks of two operations each: 4! / (2! 2!) orders, two of them in sequence.
    let outcomes = explore::outcomes(|| load_then_store(2));
    assert_eq!(outcomes, BTreeMap::from([(1, 4), (2, 2)]));
    let outcomes = explore::outcomes(|| load_then_store(3));
    assert_eq!(outcomes.keys().copied().collect::<Vec<_>>(), [1, 2, 3]);
    assert_eq!(outcomes.values().sum::<usize>(), 90);
}

#[test]
fn one_step_cannot_be_torn() {
    let report = explore::every(|| {
        let counter = Arc::new(AtomicU32::new(0));
        let add = |counter: Arc<AtomicU32>| {
            thread::spawn(move || counter.fetch_add(1, SeqCst))
        };
        let tasks = [add(counter.clone()), add(counter.clone())];
        let before = tasks.map(|task| task.join().unwrap());
        assert_eq!(before[0] + before[1], 1);
        assert_eq!(counter.load(SeqCst), 2);
    });
    report.clean_in_all();
    assert_eq!(report.schedules, 2);
}

#[test]
fn compare_exchange_tells_what_it_found() {
    let report = explore::every(|| {
        let ticket = AtomicU32::new(3);
        thread::scope(|scope| {
            for _ in 0..2 {
                scope.spawn(|| {
                    ticket.compare_exchange(3, 4, SeqCst, SeqCst).unwrap();
                });
            }
        });
    });
    assert_eq!(operations(&report)[..2], ["swaps 3 for 4", "finds 4, not 3"]);
}

#[test]
fn arithmetic_is_told_with_its_values() {
    let report = explore::every(|| {
        let number = AtomicU32::new(4);
        number.fetch_add(1, SeqCst);
        number.fetch_sub(2, SeqCst);
        number.fetch_or(8, SeqCst);
        let _ = number.fetch_update(SeqCst, SeqCst, |value| Some(value * 2));
        panic!("to see the record");
    });
    assert_eq!(
        operations(&report)[..5],
        [
            "adds 1 to 4",
            "subtracts 2 from 5",
            "turns 3 into 11 by fetch_or",
            "reads 11",
            "swaps 11 for 22"
        ]
    );
}
