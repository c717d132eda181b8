//! What stands in the record so that a verdict can tell of it.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

use explore::sync::atomic::{AtomicBool, AtomicU8, Ordering::SeqCst};
use explore::sync::{Condvar, Mutex, RwLock};
use explore::{Act, thread};

use crate::operations;

#[test]
fn a_method_of_an_atomic_is_told_by_its_name() {
    let report = explore::every(|| {
        let bits = AtomicU8::new(0);
        bits.fetch_or(8, SeqCst);
        bits.fetch_or(8, SeqCst);
        bits.fetch_max(3, SeqCst);
        AtomicBool::new(true).fetch_not(SeqCst);
        panic!("to see the record");
    });
    let made = [
        "turns 0 into 8 by fetch_or in the atomic of line",
        "leaves 8 by fetch_or in the atomic of line",
        "leaves 8 by fetch_max in the atomic of line",
        "turns true into false by fetch_not in the atomic of line",
    ];
    for (operation, made) in operations(&report).into_iter().zip(made) {
        assert!(operation.starts_with(made), "{operation}");
    }
    let acts = report.found().steps.iter().map(|step| step.act.clone());
    let read = || Act::Reads("8".to_string());
    let expected = [Act::Updates, read(), read(), Act::Updates];
    assert_eq!(acts.collect::<Vec<_>>(), expected);
}

#[test]
fn poisoning_is_told() {
    let report = explore::every(|| {
        let (lock, shared) = (Mutex::new(()), RwLock::new(()));
        let ended = catch_unwind(AssertUnwindSafe(|| {
            let _both = (lock.lock(), shared.write());
            resume_unwind(Box::new(()));
        }));
        assert!(ended.is_err());
        drop(lock.lock());
        drop(shared.read());
        panic!("to see the record");
    });
    let report = report.found().named(include_str!("recorded.rs"));
    let lines: Vec<_> = report.lines().map(|(_, line)| line).collect();
    assert_eq!(
        lines[..12],
        [
            "locks lock",
            "locks shared to write",
            "unlocks lock",
            "poisons lock",
            "unlocks shared",
            "poisons shared",
            "locks lock",
            "finds lock poisoned",
            "unlocks lock",
            "locks shared to read",
            "finds shared poisoned",
            "unlocks shared",
        ]
    );
    let is = |act: Act| report.steps.iter().filter(|step| step.act == act).count();
    assert_eq!([is(Act::Poisons), is(Act::FindsPoisoned)], [2, 2]);
}

/// Of who waits for a task that has ended it can be told that it has.
#[test]
fn the_end_of_a_task_is_known() {
    let report = explore::every(|| {
        let (ready, changed) = (Mutex::new(false), Condvar::new());
        thread::scope(|scope| {
            scope.spawn(|| *ready.lock().unwrap() = true);
            let mut seen = ready.lock().unwrap();
            while !*seen {
                seen = changed.wait(seen).unwrap();
            }
        });
    });
    let failure = report.found();
    let ended: Vec<_> =
        failure.ended.iter().map(|one| (&one.task[..], one.after)).collect();
    let last = failure.steps.iter().rposition(|step| step.task == "task 1");
    assert_eq!(ended, [("task 1", last.unwrap() + 1)]);
}
