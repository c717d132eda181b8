//! Tasks of a runtime with worker threads, which may be interrupted between their awaits.

use std::cell::Cell;
use std::rc::Rc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering::SeqCst};
use std::sync::{Arc, Mutex, mpsc};

use explore::{Cause, Explore, Report};
use tokio::runtime::{Builder, Runtime};
use tokio::sync::{Notify, oneshot, watch};
use tokio::task::{LocalSet, spawn_blocking, spawn_local, yield_now};

/// All orders, on worker threads.
fn interrupted<F: Future<Output = ()>>(
    program: impl Fn() -> F + Send + Sync + 'static,
) -> Report {
    run(Explore::every().on_workers(), Runtime::new, program)
}

/// All orders of turns.
fn in_turn<F: Future<Output = ()>>(
    program: impl Fn() -> F + Send + Sync + 'static,
) -> Report {
    run(Explore::every(), Runtime::new, program)
}

fn run<F: Future<Output = ()>>(
    explore: Explore,
    runtime: fn() -> std::io::Result<Runtime>,
    program: impl Fn() -> F + Send + Sync + 'static,
) -> Report {
    let explore = explore.max_schedules(100_000);
    explore.run(move || runtime().unwrap().block_on(program()))
}

/// Two tasks look and then take, and there is one to take.
async fn looks_and_takes() {
    let left = Arc::new(AtomicU32::new(1));
    let tasks = [0, 1].map(|_| {
        let left = left.clone();
        tokio::spawn(async move {
            if left.load(SeqCst) > 0 {
                left.fetch_sub(1, SeqCst);
            }
        })
    });
    for task in tasks {
        task.await.unwrap();
    }
    assert_eq!(left.load(SeqCst), 0);
}

#[test]
fn a_task_is_interrupted_between_its_awaits_on_workers_only() {
    in_turn(looks_and_takes).clean_in_all();
    let report = interrupted(looks_and_takes);
    assert!(report.has_workers);
    assert!(matches!(report.found().cause, Cause::Panic { .. }), "{report}");
    let one_thread = || Builder::new_current_thread().build();
    let explore = Explore::every().on_workers();
    let report = run(explore, one_thread, looks_and_takes);
    assert!(!report.has_workers);
    report.clean_in_all();
}

#[test]
fn such_a_schedule_is_run_again_by_its_name() {
    let report = interrupted(looks_and_takes);
    let failure = report.found();
    assert_eq!(&failure.replay()[6..7], "w");
    let again = Explore::replay(failure.replay()).unwrap();
    let again = run(again, Runtime::new, looks_and_takes);
    assert_eq!(again.found().cause, failure.cause);
}

#[test]
fn it_is_no_proof() {
    let report = interrupted(|| async {
        tokio::spawn(async {}).await.unwrap();
    });
    assert!(!report.clean().exhaustive);
}

#[test]
fn a_notification_between_a_look_and_the_wait_is_lost() {
    let program = || async {
        let (is_open, opened) = (AtomicBool::new(false), Notify::new());
        let gate = Arc::new((is_open, opened));
        let opens = gate.clone();
        let task = tokio::spawn(async move {
            opens.0.store(true, SeqCst);
            opens.1.notify_waiters();
        });
        if !gate.0.load(SeqCst) {
            gate.1.notified().await;
        }
        task.await.unwrap();
    };
    in_turn(program).clean_in_all();
    assert_eq!(interrupted(program).found().cause, Cause::Deadlock);
}

#[test]
fn who_waits_first_and_looks_then_is_woken() {
    interrupted(|| async {
        let gate = Arc::new((AtomicBool::new(false), Notify::new()));
        let opens = gate.clone();
        let task = tokio::spawn(async move {
            opens.0.store(true, SeqCst);
            opens.1.notify_waiters();
        });
        let opened = gate.1.notified();
        if !gate.0.load(SeqCst) {
            opened.await;
        }
        task.await.unwrap();
    })
    .clean();
}

#[test]
fn a_task_that_blocks_its_thread_lets_others_go_on() {
    let program = || async {
        let (send, receive) = mpsc::channel();
        let task = tokio::spawn(async move { send.send(1).unwrap() });
        assert_eq!(receive.recv(), Ok(1));
        task.await.unwrap();
    };
    let blocked = in_turn(program);
    assert!(matches!(blocked.found().cause, Cause::Blocked { .. }), "{blocked}");
    interrupted(program).clean();
}

#[test]
fn a_closure_that_blocks_has_a_thread_of_its_own() {
    let program = |step: u32| {
        move || async move {
            let sum = Arc::new(Mutex::new(0));
            let tasks = [0, 1].map(|_| {
                let sum = sum.clone();
                spawn_blocking(move || {
                    let seen = *sum.lock().unwrap();
                    *sum.lock().unwrap() = seen + step;
                })
            });
            for task in tasks {
                task.await.unwrap();
            }
            let sum = *sum.lock().unwrap();
            assert_eq!(sum, 2 * step);
        }
    };
    let failure = interrupted(program(1));
    assert!(matches!(failure.found().cause, Cause::Panic { .. }), "{failure}");
    interrupted(program(0)).clean();
    interrupted(|| async {
        let (send, receive) = oneshot::channel();
        let task = spawn_blocking(move || receive.blocking_recv());
        yield_now().await;
        send.send(7).unwrap();
        assert_eq!(task.await.unwrap(), Ok(7));
    })
    .clean();
}

#[test]
fn a_value_that_a_closure_looks_at_is_locked_meanwhile() {
    let report = interrupted(|| async {
        let seen = Arc::new(AtomicU32::new(0));
        let (send, mut receive) = watch::channel(0);
        let looks = seen.clone();
        let task = tokio::spawn(async move {
            let is_there = |value: &u32| {
                looks.fetch_add(1, SeqCst);
                *value == 1
            };
            *receive.wait_for(is_there).await.unwrap()
        });
        send.send_modify(|value| *value += 1);
        assert_eq!(task.await.unwrap(), 1);
        assert!(seen.load(SeqCst) > 0);
    });
    report.clean();
}

#[test]
fn tasks_of_a_local_set_share_a_thread() {
    interrupted(|| async {
        LocalSet::new()
            .run_until(async {
                let (cell, steps) = (Rc::new(Cell::new(0)), AtomicU32::new(0));
                let steps = Rc::new(steps);
                let tasks = [0, 1].map(|_| {
                    let (cell, steps) = (cell.clone(), steps.clone());
                    spawn_local(async move {
                        let before = cell.get();
                        steps.fetch_add(1, SeqCst);
                        cell.set(before + 1);
                    })
                });
                for task in tasks {
                    task.await.unwrap();
                }
                assert_eq!(cell.get(), 2);
            })
            .await;
    })
    .clean();
}
