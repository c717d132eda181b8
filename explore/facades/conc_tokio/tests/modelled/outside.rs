//! Where no runtime runs.

use explore::Explore;
use tokio::runtime::{Handle, Runtime};
use tokio::task::{JoinSet, LocalSet, spawn_blocking};

/// Explores a program that begins outside of a runtime.
fn explore(program: impl Fn(&Runtime) + Send + Sync + 'static) {
    let explore = Explore::every();
    explore.run(move || program(&Runtime::new().unwrap())).clean_in_all();
}

#[test]
fn what_is_entered_is_current() {
    explore(|runtime| {
        assert!(Handle::try_current().is_err());
        let entered = runtime.enter();
        let current = Handle::current();
        drop(runtime.enter());
        assert!(Handle::try_current().is_ok());
        drop(entered);
        assert!(Handle::try_current().is_err());
        assert_eq!(
            current.block_on(async { tokio::spawn(async { 1 }).await.unwrap() }),
            1
        );
    });
}

#[test]
#[should_panic = "outside of `block_on`"]
fn a_task_of_a_handle_has_no_verdict() {
    explore(|runtime| drop(runtime.spawn(async {})));
}

#[test]
#[should_panic = "outside of `block_on`"]
fn a_task_of_what_is_entered_has_no_verdict() {
    explore(|runtime| {
        let _entered = runtime.enter();
        tokio::spawn(async {});
    });
}

#[test]
#[should_panic = "outside of `block_on`"]
fn a_closure_that_may_block_has_no_verdict() {
    explore(|runtime| {
        let _entered = runtime.enter();
        spawn_blocking(|| ());
    });
}

#[test]
#[should_panic = "outside of `block_on`"]
fn a_local_task_has_no_verdict() {
    explore(|runtime| {
        let set = LocalSet::new();
        set.spawn_local(async {});
        runtime.block_on(set);
    });
}

#[test]
#[should_panic = "outside of `block_on`"]
fn a_local_task_of_a_join_set_has_no_verdict() {
    explore(|runtime| {
        let set = LocalSet::new();
        let mut tasks = JoinSet::new();
        tasks.spawn_local_on(async {}, &set);
        runtime.block_on(set);
    });
}

/// As with tokio.
#[test]
#[should_panic = "there is no reactor running"]
fn a_task_without_a_runtime_fails() {
    explore(|_| drop(tokio::spawn(async {})));
}
