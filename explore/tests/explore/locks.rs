use explore::sync::{Arc, Mutex, RwLock, RwLockWriteGuard, TryLockError};
use explore::{Cause, thread};

use crate::{line, operations, waits};

const SOURCE: &str = include_str!("locks.rs");

#[test]
fn a_mutex_keeps_others_out() {
    let report = explore::every(|| {
        let number = Mutex::new(0);
        thread::scope(|scope| {
            for _ in 0..3 {
                scope.spawn(|| {
                    let mut number = number.lock().unwrap();
                    let seen = *number;
                    thread::yield_now();
                    *number = seen + 1;
                });
            }
        });
        assert_eq!(number.into_inner().unwrap(), 3);
    });
    report.clean_in_all();
}

#[test]
fn contention_is_told() {
    let report = explore::every(|| {
        let number = Mutex::new(0);
        thread::scope(|scope| {
            for _ in 0..2 {
                scope.spawn(|| *number.lock().unwrap() += 1);
            }
        });
        panic!("to see the record");
    });
    assert_eq!(
        report.found().lines().take(5).collect::<Vec<_>>(),
        [
            ("task 1", "locks the mutex"),
            ("task 2", "waits for the mutex, held by task 1"),
            ("task 1", "unlocks the mutex"),
            ("task 2", "locks the mutex"),
            ("task 2", "unlocks the mutex"),
        ]
    );
}

fn move_money(in_one_order: bool) {
    let left = Arc::new(Mutex::new(10));
    let right = Arc::new(Mutex::new(10));
    let (from, to) = (left.clone(), right.clone());
    let task = thread::spawn(move || {
        let mut from = from.lock().unwrap();
        let mut to = to.lock().unwrap();
        *from -= 1;
        *to += 1;
    });
    let (first, second) = if in_one_order { (left, right) } else { (right, left) };
    let mut first = first.lock().unwrap();
    let mut second = second.lock().unwrap();
    *first += 1;
    *second -= 1;
    drop((first, second));
    task.join().unwrap();
}

#[test]
fn two_locks_in_two_orders_deadlock() {
    let report = explore::every(|| move_money(false));
    let failure = report.found().named(SOURCE);
    assert_eq!(failure.cause, Cause::Deadlock);
    assert_eq!(
        waits(&failure),
        [
            ("main", "waits for left, held by task 1"),
            ("task 1", "waits for right, held by main"),
        ]
    );
    let first = &failure.waiting[0];
    assert_eq!(first.holder.as_deref(), Some("task 1"));
    assert_eq!(
        first.object.as_ref().unwrap().made.line(),
        line(SOURCE, "let left =")
    );
    assert_eq!(first.location.line(), line(SOURCE, "second.lock()"));
    let lines: Vec<_> = failure.lines().collect();
    assert_eq!(lines.len(), 4);
    assert!(lines.contains(&("main", "locks right")));
    assert!(lines.contains(&("main", "waits for left, held by task 1")));
}

#[test]
fn two_locks_in_one_order_do_not() {
    explore::every(|| move_money(true)).clean_in_all();
}

#[test]
fn a_task_deadlocks_with_itself() {
    let report = explore::every(|| {
        let mutex = Mutex::new(());
        let _first = mutex.lock().unwrap();
        let _second = mutex.lock().unwrap();
    });
    let wait = ("main", "waits for the mutex, held by main");
    assert_eq!(waits(report.found()), [wait]);
}

#[test]
fn try_lock_fails_only_while_it_is_held() {
    let outcomes = explore::outcomes(|| {
        let mutex = Mutex::new(());
        thread::scope(|scope| {
            scope.spawn(|| drop(mutex.lock().unwrap()));
            let tried = scope.spawn(|| match mutex.try_lock() {
                Ok(_) => true,
                Err(TryLockError::WouldBlock) => false,
                Err(TryLockError::Poisoned(_)) => unreachable!(),
            });
            tried.join().unwrap()
        })
    });
    assert_eq!(outcomes.into_keys().collect::<Vec<_>>(), [false, true]);
}

#[test]
fn readers_share_and_a_writer_does_not() {
    let report = explore::every(|| {
        let lock = RwLock::new(0);
        let first = lock.read().unwrap();
        let second = lock.read().unwrap();
        assert_eq!(*first + *second, 0);
        assert!(lock.try_write().is_err());
        drop((first, second));
        *lock.write().unwrap() += 1;
        assert_eq!(*lock.read().unwrap(), 1);
        let _reads = lock.read().unwrap();
        let _writes = lock.write().unwrap();
    });
    let wait = ("main", "waits for the rwlock, read by main");
    assert_eq!(waits(report.found()), [wait]);
    assert!(operations(&report).contains(&"finds the rwlock locked"));
}

/// The documentation of std's lock says that it might deadlock.
#[test]
fn a_second_read_may_wait_for_a_writer_that_waits_for_the_first() {
    let report = explore::every(|| {
        let lock = Arc::new(RwLock::new(0));
        let writer = {
            let lock = Arc::clone(&lock);
            thread::spawn(move || *lock.write().unwrap() += 1)
        };
        let first = lock.read().unwrap();
        let second = lock.read().unwrap();
        drop((first, second));
        writer.join().unwrap();
    });
    let failure = report.found();
    assert_eq!(failure.cause, Cause::Deadlock);
    assert_eq!(
        waits(failure),
        [
            ("main", "waits for the rwlock, which task 1 wants to write"),
            ("task 1", "waits for the rwlock, read by main"),
        ]
    );
}

#[test]
fn writers_take_turns() {
    let outcomes = explore::outcomes(|| {
        let number = RwLock::new(0);
        thread::scope(|scope| {
            scope.spawn(|| *number.write().unwrap() += 1);
            scope.spawn(|| *number.write().unwrap() *= 10);
            let reads = scope.spawn(|| *number.read().unwrap());
            reads.join().unwrap()
        })
    });
    assert_eq!(outcomes.into_keys().collect::<Vec<_>>(), [0, 1, 10]);
}

/// A writer that goes on reading lets others read, and no writer comes in between.
#[test]
fn who_downgrades_reads_what_it_wrote() {
    let sums = explore::outcomes(|| {
        let shared = RwLock::new(0);
        thread::scope(|scope| {
            let reads = scope.spawn(|| *shared.read().unwrap());
            let writes = scope.spawn(|| *shared.write().unwrap() += 10);
            let mut written = shared.write().unwrap();
            *written += 1;
            let wrote = *written;
            let read = RwLockWriteGuard::downgrade(written);
            assert_eq!(*read, wrote);
            let both = shared.try_read().is_ok();
            drop(read);
            writes.join().unwrap();
            (both, reads.join().unwrap())
        })
    });
    let sums: Vec<_> = sums.into_keys().collect();
    // A writer that waits keeps new readers out.
    let with = |both: bool, seen: &[i32]| -> Vec<_> {
        seen.iter().map(|&seen| (both, seen)).collect()
    };
    assert_eq!(
        sums,
        [with(false, &[0, 1, 11]), with(true, &[0, 1, 10, 11])].concat()
    );
}

#[test]
fn a_downgrade_stands_in_the_record() {
    let report = explore::every(|| {
        let shared = RwLock::new(0);
        let read = RwLockWriteGuard::downgrade(shared.write().unwrap());
        let late = shared.try_write().is_err();
        drop(read);
        panic!("to see the record, {late}");
    });
    assert_eq!(
        operations(&report)[..4],
        [
            "locks the rwlock to write",
            "goes on reading the rwlock",
            "finds the rwlock locked",
            "unlocks the rwlock",
        ]
    );
}
