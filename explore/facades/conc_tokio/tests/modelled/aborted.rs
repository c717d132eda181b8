//! What a task does that is aborted, and what its handle tells of its end.

use std::sync::Arc;

use explore::{Cause, Explore, Report};
use tokio::runtime::{Builder, Runtime};
use tokio::sync::{Mutex, mpsc};
use tokio::task::{LocalSet, block_in_place, spawn_local, yield_now};

use crate::every;

fn one_thread() -> Runtime {
    Builder::new_current_thread().build().unwrap()
}

fn several_threads() -> Runtime {
    Runtime::new().unwrap()
}

fn run<F: Future<Output = ()>>(
    runtime: fn() -> Runtime,
    program: impl Fn() -> F + Send + Sync + 'static,
) -> [Report; 2] {
    let program = Arc::new(move || runtime().block_on(program()));
    [Explore::every(), Explore::every().on_workers()].map(|explore| {
        let program = program.clone();
        explore.max_schedules(20_000).run(move || program())
    })
}

/// Who aborts goes on as if the task had stopped by then.
async fn looks_after_an_abort() {
    let log = Arc::new(Mutex::new(0));
    let own = log.clone();
    let writer = tokio::spawn(async move {
        *own.lock().await += 1;
        *own.lock().await += 1;
    });
    yield_now().await;
    writer.abort();
    let after = *log.lock().await;
    let _ = writer.await;
    assert_eq!(*log.lock().await, after, "it went on after the abort");
}

#[test]
fn a_task_on_a_thread_of_its_own_goes_on_to_a_wait() {
    for report in run(several_threads, looks_after_an_abort) {
        assert!(matches!(report.found().cause, Cause::Panic { .. }), "{report}");
    }
    for report in run(one_thread, looks_after_an_abort) {
        report.clean();
    }
}

#[test]
fn a_task_of_a_set_is_aborted_between_two_polls() {
    let program = || async {
        let looks = async {
            let log = Arc::new(Mutex::new(0));
            let own = log.clone();
            let writer = spawn_local(async move {
                *own.lock().await += 1;
                *own.lock().await += 1;
            });
            yield_now().await;
            writer.abort();
            let after = *log.lock().await;
            let _ = writer.await;
            assert_eq!(*log.lock().await, after);
        };
        LocalSet::new().run_until(looks).await;
    };
    for report in run(several_threads, program) {
        report.clean();
    }
}

#[test]
fn an_abort_ends_a_wait() {
    let program = || async {
        let (sender, mut receiver) = mpsc::channel::<u8>(1);
        let waits = tokio::spawn(async move { receiver.recv().await });
        yield_now().await;
        waits.abort();
        assert!(waits.await.is_err_and(|error| error.is_cancelled()));
        drop(sender);
    };
    for runtime in [one_thread, several_threads] {
        for report in run(runtime, program) {
            report.clean();
        }
    }
}

#[test]
fn an_abort_does_not_end_a_wait_that_blocks() {
    let program = || async {
        let (sender, mut receiver) = mpsc::channel(1);
        let waits =
            tokio::spawn(
                async move { block_in_place(|| receiver.blocking_recv()) },
            );
        yield_now().await;
        waits.abort();
        sender.send(1).await.ok();
        if let Ok(got) = waits.await {
            assert_eq!(got, Some(1));
        }
    };
    let explore = Explore::every().on_workers().max_schedules(20_000);
    explore.run(move || several_threads().block_on(program())).clean();
}

#[test]
fn a_handle_that_was_ready_is_polled_no_more() {
    let select = every(|| async {
        let (sender, mut receiver) = mpsc::channel(1);
        let mut worker = tokio::spawn(async move { sender.send(1).await.unwrap() });
        loop {
            tokio::select! {
                _ = &mut worker => {}
                got = receiver.recv() => if got.is_none() { break },
            }
        }
    });
    let again = every(|| async {
        let mut task = tokio::spawn(async {});
        (&mut task).await.unwrap();
        task.await.unwrap();
    });
    for report in [select, again] {
        let Cause::Panic { message, .. } = &report.found().cause else {
            panic!("{report}")
        };
        assert_eq!(message, "JoinHandle polled after completion");
    }
}

#[test]
fn a_task_is_finished_though_its_result_was_taken() {
    every(|| async {
        let mut task = tokio::spawn(async {});
        (&mut task).await.unwrap();
        assert!(task.is_finished());
    })
    .clean_in_all();
}
