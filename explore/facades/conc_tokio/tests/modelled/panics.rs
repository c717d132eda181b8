//! A panic ends its own task, and its handle tells of it.

use std::future::pending;
use std::panic::panic_any;

use explore::{Cause, Report};
use tokio::task::JoinSet;

use super::every;

fn message(report: &Report) -> (&str, &str) {
    match &report.found().cause {
        Cause::Panic { task, message, .. } => (task, message),
        other => panic!("{other}"),
    }
}

#[test]
fn a_panic_that_is_joined_is_no_failure() {
    let report = every(|| async {
        let error = tokio::spawn(async { panic!("boom") }).await.unwrap_err();
        assert!(error.is_panic());
        let mut tasks = JoinSet::new();
        tasks.spawn(async { panic_any(7) });
        let error = tasks.join_next().await.unwrap().unwrap_err();
        assert!(error.to_string().ends_with(" panicked"), "{error}");
        assert_eq!(*error.into_panic().downcast::<i32>().unwrap(), 7);
    });
    report.clean_in_all();
}

#[test]
fn a_panic_that_nobody_joins_fails() {
    let report = every(|| async {
        tokio::spawn(async { panic!("boom") });
        tokio::task::yield_now().await;
    });
    assert_eq!(message(&report), ("task 1", "boom"));
    let report = every(|| async {
        let task = tokio::spawn(async { panic!("boom") });
        while !task.is_finished() {
            tokio::task::yield_now().await;
        }
    });
    assert_eq!(message(&report), ("task 1", "boom"));
}

#[test]
fn a_panic_that_is_unwrapped_is_that_of_the_task() {
    let report = every(|| async {
        let inner = tokio::spawn(async { panic!("the cause") });
        let outer = tokio::spawn(async { inner.await.unwrap() });
        outer.await.unwrap();
    });
    assert_eq!(message(&report), ("task 1", "the cause"));
    let report = every(|| async {
        let mut tasks = JoinSet::new();
        tasks.spawn(async { panic!("the cause") });
        tasks.join_all().await;
    });
    assert_eq!(message(&report), ("task 1", "the cause"));
}

#[test]
fn a_message_like_that_of_a_join_is_none() {
    let own = "JoinError::Panic(Id(1), \"boom\", ...)";
    let report = every(move || async move {
        let task = tokio::spawn(async { panic!("expected") });
        assert!(task.await.unwrap_err().is_panic());
        panic!("{own}");
    });
    assert_eq!(message(&report), ("main", own));
}

#[test]
fn a_destructor_that_panics_in_an_aborted_task_is_told_of() {
    struct Loud;
    impl Drop for Loud {
        fn drop(&mut self) {
            panic!("dropped");
        }
    }
    let report = every(|| async {
        let loud = Loud;
        let task = tokio::spawn(async move {
            let _loud = loud;
            pending::<()>().await;
        });
        tokio::task::yield_now().await;
        task.abort();
        assert!(task.await.unwrap_err().is_panic());
    });
    report.clean_in_all();
}
