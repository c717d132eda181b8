use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering::SeqCst};

use explore::Cause;
use tokio::sync::{Barrier, OnceCell, SetError, SetOnce};
use tokio::task::yield_now;

use crate::{every, outcomes};

#[test]
#[should_panic = "the once cell made at"]
fn a_cell_that_outlives_a_schedule_is_refused() {
    static CELL: OnceCell<u32> = OnceCell::const_new();
    every(|| async {
        assert!(CELL.get().is_none(), "set before the program began");
        tokio::spawn(CELL.get_or_init(|| async { 7 }));
        yield_now().await;
    });
}

#[test]
fn one_task_initializes_and_the_others_wait() {
    let ends = outcomes(|| async {
        let cell = Arc::new(OnceCell::new());
        let made = Arc::new(AtomicU32::new(0));
        let tasks = [1, 2].map(|value| {
            let (cell, made) = (cell.clone(), made.clone());
            tokio::spawn(async move {
                let make = async || {
                    made.fetch_add(1, SeqCst);
                    yield_now().await;
                    value
                };
                *cell.get_or_init(make).await
            })
        });
        let [one, other] = tasks;
        (one.await.unwrap(), other.await.unwrap(), made.load(SeqCst))
    });
    assert_eq!(ends, [(1, 1, 1), (2, 2, 1)]);
}

#[test]
fn who_makes_the_value_keeps_others_from_setting_it() {
    let ends = outcomes(|| async {
        let cell = Arc::new(OnceCell::new());
        let other = cell.clone();
        let task = tokio::spawn(async move {
            let fails = async || {
                yield_now().await;
                Err::<u8, _>(())
            };
            other.get_or_try_init(fails).await.ok();
        });
        yield_now().await;
        let set = cell.set(7);
        task.await.unwrap();
        match set {
            Ok(()) => 0,
            Err(SetError::AlreadyInitializedError(_)) => 1,
            Err(SetError::InitializingError(value)) => value,
        }
    });
    assert_eq!(ends, [0, 7]);
}

#[test]
fn a_value_that_is_never_set_is_waited_for_in_vain() {
    let report = every(|| async {
        let once = SetOnce::<u8>::new();
        once.wait().await;
    });
    let failure = report.found();
    assert_eq!(failure.cause, Cause::Deadlock);
    assert_eq!(failure.waiting[0].wants, explore::Want::Initialization);
}

#[test]
fn one_too_few_at_a_barrier_is_a_deadlock() {
    let report = every(|| async {
        let barrier = Arc::new(Barrier::new(3));
        let other = barrier.clone();
        tokio::spawn(async move { other.wait().await });
        barrier.wait().await;
    });
    let failure = report.found();
    assert_eq!(failure.cause, Cause::Deadlock, "{failure}");
    assert!(failure.waiting.iter().all(|one| one.wants == explore::Want::Others));
    let arrivals =
        failure.lines().filter(|(_, text)| text.starts_with("arrives at"));
    assert_eq!(arrivals.count(), 2, "{failure}");
}
