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
    let updates = |from: &str| Act::Updates(from.to_string());
    let expected = [updates("0"), read(), read(), updates("true")];
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

/// Who looks at a panic goes on, and what it does then may be wrong.
#[test]
fn a_panic_that_was_looked_at_is_told() {
    let report = explore::every(|| {
        let tried = explore::panic::catch_unwind(|| panic!("not now"));
        let joined = thread::spawn(|| panic!("nor here")).join();
        assert!(tried.is_ok() || joined.is_ok(), "both failed");
    });
    let lines =
        ["catches a panic: not now", "finds that task 1 panicked: nor here"];
    assert_eq!(operations(&report)[..2], lines);
    let steps = &report.found().steps;
    assert!(steps.iter().all(|step| step.act == Act::FindsPanic), "{steps:?}");
    // One that fails is told as the cause alone.
    let report = explore::every(|| {
        thread::spawn(|| panic!("it is raised again")).join().unwrap();
    });
    assert_eq!(operations(&report), ["panics: it is raised again"]);
}

#[test]
fn a_lock_whose_guard_was_forgotten_is_told() {
    let report = explore::every(|| {
        let lock = Mutex::new(());
        thread::scope(|scope| {
            scope.spawn(|| std::mem::forget(lock.lock()));
        });
        drop(lock.lock());
    });
    assert_eq!(
        operations(&report),
        [
            "locks the mutex",
            "waits for the mutex, held by task 1",
            "waits for the mutex, held by task 1, which has ended",
        ]
    );
    assert_eq!(report.found().waiting[0].holder.as_deref(), Some("task 1"));
}

/// Who has started a task, and where.
#[test]
fn the_start_of_a_task_is_known() {
    let report = explore::every(|| {
        let first = Mutex::new(0);
        *first.lock().unwrap() += 1;
        thread::spawn(|| thread::spawn(|| ()).join().unwrap()).join().unwrap();
        panic!("to see the record");
    });
    let started = report.found().started.iter();
    let started: Vec<_> =
        started.map(|one| (&*one.task, &*one.by, one.after)).collect();
    assert_eq!(started, [("task 1", "main", 2), ("task 2", "task 1", 2)]);
}
