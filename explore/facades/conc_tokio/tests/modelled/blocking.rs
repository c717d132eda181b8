use std::sync::{Arc, Mutex};

use explore::Explore;
use tokio::runtime::{Builder, Handle, Runtime, RuntimeFlavor};
use tokio::sync::{Semaphore, mpsc};
use tokio::task::{block_in_place, spawn_blocking};

use crate::every;

#[test]
fn a_closure_that_others_do_not_see_is_run() {
    let explore = Explore::every().max_schedules(100_000);
    let report = explore.run(|| {
        Runtime::new().unwrap().block_on(async {
            let task = spawn_blocking(|| (1..=10).sum::<u32>());
            assert_eq!(task.await.unwrap() + block_in_place(|| 5), 60);
            let shared = Arc::new(Mutex::new(0));
            let tasks = [1, 2].map(|more| {
                let shared = shared.clone();
                spawn_blocking(move || *shared.lock().unwrap() += more)
            });
            for task in tasks {
                task.await.unwrap();
            }
            assert_eq!(*shared.lock().unwrap(), 3);
            let (sender, mut receiver) = mpsc::channel(1);
            let other = sender.clone();
            spawn_blocking(move || other.blocking_send(7)).await.unwrap().unwrap();
            assert_eq!(receiver.recv().await, Some(7));
            drop(sender);
        });
    });
    report.clean_in_all();
}

#[test]
#[should_panic = "does several things"]
fn a_closure_that_others_could_come_into_has_no_verdict() {
    every(|| async {
        let shared = Arc::new(Mutex::new(0));
        let task = spawn_blocking(move || {
            let seen = *shared.lock().unwrap();
            *shared.lock().unwrap() = seen + 1;
        });
        task.await.unwrap();
    });
}

#[test]
#[should_panic = "has to wait"]
fn a_closure_that_waits_for_a_lock_has_no_verdict() {
    every(|| async {
        let shared = Arc::new(Mutex::new(0));
        let held = shared.lock().unwrap();
        let other = shared.clone();
        let task = spawn_blocking(move || drop(other.lock().unwrap()));
        tokio::task::yield_now().await;
        drop(held);
        task.await.unwrap();
    });
}

#[test]
#[should_panic = "would have to block"]
fn a_closure_that_waits_for_a_permit_has_no_verdict() {
    every(|| async {
        let permits = Arc::new(Semaphore::new(0));
        let other = permits.clone();
        let task = spawn_blocking(move || {
            other.blocking_acquire().unwrap().forget();
        });
        tokio::task::yield_now().await;
        permits.add_permits(1);
        task.await.unwrap();
    });
}

#[test]
fn a_runtime_runs_what_it_is_given() {
    let report = Explore::every().run(|| {
        assert!(Handle::try_current().is_err());
        let runtime = Builder::new_current_thread().enable_all().build().unwrap();
        let sum = runtime.block_on(async {
            let handle = Handle::current();
            let task = handle.spawn(async { 1 });
            task.await.unwrap() + spawn_blocking(|| 2).await.unwrap()
        });
        assert_eq!(sum, 3);
        let flavor = runtime.handle().runtime_flavor();
        assert_eq!(flavor, RuntimeFlavor::CurrentThread);
    });
    report.clean_in_all();
}
