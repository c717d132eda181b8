//! Threads beside async tasks, and closures that block beside a runtime with one thread.

use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::sync::{Arc, Mutex};
use std::thread;

use explore::{Cause, Explore, Report};
use tokio::runtime::{Builder, Handle, Runtime};
use tokio::sync::{mpsc, oneshot};
use tokio::task::{spawn_blocking, yield_now};

fn one_thread() -> Runtime {
    Builder::new_current_thread().build().unwrap()
}

fn several_threads() -> Runtime {
    Runtime::new().unwrap()
}

const RUNTIMES: [fn() -> Runtime; 2] = [one_thread, several_threads];

/// Threads and tasks are interrupted wherever they do something, by chance.
fn run(program: impl Fn() + Send + Sync + 'static) -> Report {
    Explore::random(2_000, 1).on_workers().run(program)
}

fn in_both<F: Future<Output = ()> + 'static>(program: fn() -> F) {
    for runtime in RUNTIMES {
        run(move || runtime().block_on(program())).clean();
    }
}

#[test]
fn a_thread_and_a_task_talk_by_channels() {
    in_both(|| async {
        let (jobs, mut todo) = mpsc::channel(1);
        let thread = thread::spawn(move || {
            for job in 0..2 {
                let (reply, answer) = oneshot::channel();
                jobs.blocking_send((job, reply)).unwrap();
                assert_eq!(answer.blocking_recv(), Ok(job + 1));
            }
        });
        while let Some((job, reply)) = todo.recv().await {
            reply.send(job + 1).unwrap();
        }
        thread.join().unwrap();
    });
}

#[test]
fn a_thread_that_began_before_goes_on_during_a_block_on_and_after_it() {
    for runtime in RUNTIMES {
        run(move || {
            let (numbers, receives) = std::sync::mpsc::channel();
            let (sums, mut sum) = mpsc::unbounded_channel();
            let thread = thread::spawn(move || {
                let mut last = 0;
                while let Ok(number) = receives.recv() {
                    sums.send(number + 1).unwrap();
                    last = number;
                }
                last
            });
            runtime().block_on(async {
                numbers.send(1).unwrap();
                assert_eq!(sum.recv().await, Some(2));
            });
            numbers.send(5).unwrap();
            drop(numbers);
            assert_eq!(thread.join().unwrap(), 5);
        })
        .clean();
    }
}

#[test]
fn two_threads_have_a_runtime_each() {
    run(|| {
        let (sender, mut receiver) = mpsc::channel(1);
        let sends = thread::spawn(|| {
            one_thread().block_on(async move {
                for number in 0..3 {
                    sender.send(number).await.unwrap();
                }
            });
        });
        let mut sum = 0;
        one_thread().block_on(async {
            while let Some(number) = receiver.recv().await {
                sum += number;
            }
        });
        sends.join().unwrap();
        assert_eq!(sum, 3);
    })
    .clean();
}

#[test]
fn a_thread_starts_tasks_by_a_handle() {
    in_both(|| async {
        let handle = Handle::current();
        let (sender, receiver) = oneshot::channel();
        let thread = thread::spawn(move || {
            handle.spawn(async move { sender.send(5).unwrap() });
            handle.block_on(async {
                yield_now().await;
                7
            })
        });
        assert_eq!(receiver.await, Ok(5));
        assert_eq!(thread.join().unwrap(), 7);
    });
}

#[test]
fn a_thread_comes_between_two_operations_of_a_task() {
    for runtime in RUNTIMES {
        let report = run(move || {
            runtime().block_on(async {
                let sum = Arc::new(AtomicU32::new(0));
                let own = Arc::clone(&sum);
                let thread = thread::spawn(move || own.fetch_add(1, SeqCst));
                let seen = sum.load(SeqCst);
                sum.store(seen + 1, SeqCst);
                thread.join().unwrap();
                assert_eq!(sum.load(SeqCst), 2);
            });
        });
        assert!(matches!(report.found().cause, Cause::Panic { .. }), "{report}");
    }
}

#[test]
fn tasks_of_one_thread_do_not_interrupt_each_other_beside_another_thread() {
    let program = |runtime: fn() -> Runtime| {
        run(move || {
            let thread = thread::spawn(|| AtomicU32::new(0).load(SeqCst));
            runtime().block_on(async {
                let sum = Arc::new(AtomicU32::new(0));
                let tasks = [0, 1].map(|_| {
                    let sum = Arc::clone(&sum);
                    tokio::spawn(async move {
                        let seen = sum.load(SeqCst);
                        sum.store(seen + 1, SeqCst);
                        yield_now().await;
                    })
                });
                for task in tasks {
                    task.await.unwrap();
                }
                assert_eq!(sum.load(SeqCst), 2);
            });
            thread.join().unwrap();
        })
    };
    program(one_thread).clean();
    program(several_threads).found();
}

#[test]
fn a_task_that_blocks_its_thread_keeps_the_others_of_it_waiting() {
    let program = |runtime: fn() -> Runtime| {
        run(move || {
            let thread = thread::spawn(|| AtomicU32::new(0).load(SeqCst));
            runtime().block_on(async {
                let (sender, receiver) = std::sync::mpsc::channel();
                let task = tokio::spawn(async move { sender.send(1).unwrap() });
                assert_eq!(receiver.recv(), Ok(1));
                task.await.unwrap();
            });
            thread.join().unwrap();
        })
    };
    assert_eq!(program(one_thread).found().cause, Cause::Deadlock);
    program(several_threads).clean();
}

#[test]
fn a_closure_that_blocks_goes_on_while_the_only_thread_is_blocked() {
    in_both(|| async {
        let (sender, receiver) = std::sync::mpsc::channel();
        let task = spawn_blocking(move || sender.send(1).unwrap());
        assert_eq!(receiver.recv(), Ok(1));
        task.await.unwrap();
    });
}

#[test]
fn a_closure_that_blocks_comes_between_two_operations_of_a_task() {
    for runtime in RUNTIMES {
        let report = run(move || {
            runtime().block_on(async {
                let sum = Arc::new(Mutex::new(0));
                let own = Arc::clone(&sum);
                let task = spawn_blocking(move || *own.lock().unwrap() += 1);
                let seen = *sum.lock().unwrap();
                *sum.lock().unwrap() = seen + 1;
                task.await.unwrap();
                assert_eq!(*sum.lock().unwrap(), 2);
            });
        });
        assert!(report.has_workers);
        report.found();
    }
}

#[test]
fn an_abort_may_come_too_late_for_a_closure_that_has_done_nothing() {
    let program = || {
        one_thread().block_on(async {
            let number = Arc::new(AtomicU32::new(0));
            let own = Arc::clone(&number);
            let task = spawn_blocking(move || own.store(1, SeqCst));
            task.abort();
            let before = number.load(SeqCst);
            let is_aborted = task.await.is_err_and(|why| why.is_cancelled());
            (before, is_aborted, number.load(SeqCst))
        })
    };
    let in_turn: Vec<_> =
        Explore::every().outcomes(program).0.into_keys().collect();
    assert_eq!(in_turn, [(0, false, 1), (0, true, 0)]);
    let (interrupted, _) = Explore::every().on_workers().outcomes(program);
    let interrupted: Vec<_> = interrupted.into_keys().collect();
    assert_eq!(interrupted, [(0, false, 1), (0, true, 0), (1, false, 1)]);
}

#[test]
#[should_panic = "other threads run while"]
fn where_tasks_take_turns_there_are_no_other_threads() {
    Explore::every().run(|| {
        let (sender, receiver) = oneshot::channel::<u8>();
        let thread = thread::spawn(move || receiver.blocking_recv());
        drop(sender);
        let _ = thread.join();
    });
}

#[test]
#[should_panic = "only async tasks take turns"]
fn where_tasks_take_turns_none_is_started() {
    Explore::every().run(|| {
        one_thread().block_on(async { drop(thread::spawn(|| ())) });
    });
}

#[test]
fn a_runtime_with_several_threads_runs_while_nobody_waits_for_it() {
    run(|| {
        let runtime = several_threads();
        let (sender, receiver) = oneshot::channel();
        runtime.spawn(async move { sender.send(3).unwrap() });
        assert_eq!(receiver.blocking_recv(), Ok(3));
        let task = runtime.spawn_blocking(|| 4);
        assert_eq!(runtime.block_on(task).unwrap(), 4);
    })
    .clean();
}

#[test]
fn others_come_in_before_a_receiver_is_dropped() {
    let report = run(|| {
        several_threads().block_on(async {
            let (sender, mut receiver) = mpsc::channel(1);
            let takes = tokio::spawn(async move {
                let taken = receiver.try_recv().is_ok();
                // It goes here.
                drop(receiver);
                taken
            });
            let is_sent = sender.send(1).await.is_ok();
            assert_eq!(takes.await.unwrap(), is_sent);
        });
    });
    assert!(matches!(report.found().cause, Cause::Panic { .. }), "{report}");
}

#[test]
fn others_come_in_while_a_guard_is_held() {
    let report = run(|| {
        several_threads().block_on(async {
            let lock = Arc::new(tokio::sync::Mutex::new(0));
            let own = Arc::clone(&lock);
            let task = tokio::spawn(async move { *own.lock().await += 1 });
            assert!(lock.try_lock().is_ok());
            task.await.unwrap();
        });
    });
    assert!(matches!(report.found().cause, Cause::Panic { .. }), "{report}");
}
