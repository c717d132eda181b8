//! What depends on the runtime in which it is done, and on what is left of it.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::thread;

use explore::{Cause, Explore, Report};
use tokio::runtime::{Builder, Handle, Runtime};
use tokio::sync::mpsc;
use tokio::task::{JoinSet, yield_now};
use tokio::time::sleep;

use crate::{every, ms};

fn one_thread() -> Runtime {
    Builder::new_current_thread().build().unwrap()
}

fn message(report: &Report) -> &str {
    let Cause::Panic { message, .. } = &report.found().cause else {
        panic!("{report}")
    };
    message
}

/// Threads and tasks are interrupted wherever they do something, by chance.
fn run(program: impl Fn() + Send + Sync + 'static) -> Report {
    Explore::random(2_000, 1).on_workers().run(program)
}

#[test]
fn a_timer_needs_a_runtime_that_has_them() {
    let report = Explore::every().run(|| drop(sleep(ms(1))));
    assert!(message(&report).starts_with("there is no reactor running"));
    let report = Explore::every().run(|| one_thread().block_on(sleep_in_there()));
    assert!(message(&report).contains("timers are disabled"), "{report}");
}

async fn sleep_in_there() {
    sleep(ms(1)).await;
}

#[test]
#[should_panic = "outside of `block_on`"]
fn a_task_of_one_thread_does_not_run_while_nobody_waits_for_it() {
    run(|| {
        let runtime = one_thread();
        let _entered = runtime.enter();
        let done = Arc::new(AtomicBool::new(false));
        let sets = Arc::clone(&done);
        let task = tokio::spawn(async move { sets.store(true, SeqCst) });
        assert!(!done.load(SeqCst));
        runtime.block_on(task).unwrap();
    });
}

/// The thread waits, and the tasks that it starts share the thread of the runtime.
#[test]
fn a_handle_starts_tasks_on_its_own_runtime() {
    run(|| {
        one_thread().block_on(async {
            let handle = Handle::current();
            let (ends, mut ended) = mpsc::unbounded_channel();
            let waits = async move {
                let inside = Arc::new(AtomicBool::new(false));
                let tasks = [0, 1].map(|_| {
                    let inside = Arc::clone(&inside);
                    tokio::spawn(async move {
                        assert!(!inside.swap(true, SeqCst));
                        inside.store(false, SeqCst);
                    })
                });
                for task in tasks {
                    task.await.unwrap();
                }
                ends.send(()).unwrap();
            };
            let thread = thread::spawn(move || handle.block_on(waits));
            ended.recv().await.unwrap();
            thread.join().unwrap();
        });
    })
    .clean();
}

/// A task that need not wait goes on here; tokio may drop it with its runtime.
#[test]
fn what_follows_tasks_that_were_left_is_no_proof() {
    let program = |looks: bool| {
        move || {
            let done = Arc::new(AtomicBool::new(false));
            let runtime = one_thread();
            runtime.block_on(async {
                let sets = Arc::clone(&done);
                tokio::spawn(async move { sets.store(true, SeqCst) });
            });
            drop(runtime);
            if looks {
                assert!(done.load(SeqCst));
            }
        }
    };
    for explore in [Explore::every, Explore::reduced] {
        assert!(!explore().run(program(true)).clean().exhaustive);
        explore().run(program(false)).clean_in_all();
    }
    let joined = || {
        let done = Arc::new(AtomicBool::new(false));
        let sets = Arc::clone(&done);
        one_thread().block_on(async {
            tokio::spawn(async move { sets.store(true, SeqCst) }).await.unwrap();
        });
        assert!(done.load(SeqCst));
    };
    Explore::every().run(joined).clean_in_all();
}

#[test]
fn a_closure_of_a_set_may_have_begun_before_its_abort() {
    let program = || {
        one_thread().block_on(async {
            let ran = Arc::new(AtomicBool::new(false));
            let sets = Arc::clone(&ran);
            let mut set = JoinSet::new();
            set.spawn_blocking(move || sets.store(true, SeqCst));
            set.shutdown().await;
            ran.load(SeqCst)
        })
    };
    let (ends, report) = Explore::every().outcomes(program);
    assert_eq!(ends.into_keys().collect::<Vec<_>>(), [false, true]);
    assert!(report.has_workers);
}

#[test]
fn a_closure_of_a_set_has_a_thread_of_its_own() {
    run(|| {
        one_thread().block_on(async {
            let (sends, receives) = std::sync::mpsc::channel();
            let mut set = JoinSet::new();
            set.spawn_blocking(move || receives.recv());
            tokio::spawn(async move { sends.send(1).unwrap() }).await.unwrap();
            assert_eq!(set.join_next().await.unwrap().unwrap(), Ok(1));
        });
    })
    .clean();
}

#[test]
fn others_come_in_before_an_abort_and_before_who_asks_for_an_end() {
    let aborts = || {
        Runtime::new().unwrap().block_on(async {
            let ran = Arc::new(AtomicBool::new(false));
            let sets = Arc::clone(&ran);
            let task = tokio::spawn(async move { sets.store(true, SeqCst) });
            task.abort_handle().abort();
            let _ = task.await;
            assert!(!ran.load(SeqCst));
        });
    };
    assert!(message(&run(aborts)).contains("ran.load"));
    let asks = || {
        Runtime::new().unwrap().block_on(async {
            let task = tokio::spawn(async {});
            assert!(!task.abort_handle().is_finished());
        });
    };
    assert!(message(&run(asks)).contains("is_finished"));
}

#[test]
fn who_waits_for_room_counts_as_no_weak_sender() {
    every(|| async {
        let (sender, mut receiver) = mpsc::channel(1);
        sender.send(1).await.unwrap();
        let own = sender.clone();
        let task = tokio::spawn(async move {
            own.reserve_owned().await.unwrap().send(2);
        });
        yield_now().await;
        assert_eq!(sender.weak_count(), 0);
        receiver.recv().await.unwrap();
        task.await.unwrap();
    })
    .clean_in_all();
}
