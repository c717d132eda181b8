use std::any::Any;
use std::future::Future;
use std::panic::{self, AssertUnwindSafe, Location};
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::Ordering::Relaxed;
use std::task::{Context, Poll, Waker};

use crate::model::TaskId;
use crate::model::op::Op;
use crate::schedule::engine::{stop, with_run};
use crate::schedule::exploration::with_exploration;
use crate::schedule::hook;
use crate::schedule::polling::Turn;
use crate::schedule::run::Run;

/// Runs the future and the tasks that it starts, in an order of polls that the
/// exploration chooses, and returns what the future did.
///
/// # Panics
///
/// Outside of an explored program, inside of another `block_on`, and if the future
/// panics.
#[track_caller]
pub fn block_on<F: Future>(future: F) -> F::Output {
    let at = Location::caller();
    let begun = with_run(|run| run.begin_polls(at));
    assert!(begun == Some(true), "only an explored program can block on a future");
    let mut main = Some(Box::pin(future));
    let mut output = None;
    loop {
        match next() {
            Turn::Stop => stop(),
            Turn::Done => break,
            Turn::Poll(0) => {
                let Some(future) = &mut main else { continue };
                if let Poll::Ready(value) = poll_main(future.as_mut()) {
                    output = Some(value);
                    // What it owns goes now, while others can still be told.
                    main = None;
                    with_run(Run::end_task);
                } else {
                    with_run(Run::awaits_now);
                }
            }
            Turn::Poll(task) => poll_task(task),
        }
    }
    with_exploration(|exploration| exploration.run.end_polls());
    // A panic that nobody has heard of ends the schedule here.
    with_run(|_| ());
    output.expect("all tasks have ended")
}

fn next() -> Turn {
    let next = with_exploration(|exploration| {
        exploration.run.next_poll(&mut *exploration.strategy)
    });
    next.unwrap_or(Turn::Stop)
}

fn poll_main<F: Future>(future: Pin<&mut F>) -> Poll<F::Output> {
    let waker = waker(0);
    let mut context = Context::from_waker(&waker);
    let poll = || future.poll(&mut context);
    match panic::catch_unwind(AssertUnwindSafe(poll)) {
        Ok(polled) => polled,
        Err(panic) => {
            // The panic of a task that was joined, unwrapped here.
            if is_joined_panic(&*panic) {
                with_run(|run| run.fail_by_joined());
            }
            panic::resume_unwind(panic)
        }
    }
}

/// A panic that leaves the task is caught within the future.
fn poll_task(task: TaskId) {
    let waker = waker(task);
    let taken = with_exploration(|exploration| exploration.run.take_future());
    let Some((future, aborted)) = taken.flatten() else { return };
    let mut future = Some(future);
    let ended = match &mut future {
        Some(future) if !aborted => {
            future.as_mut().poll(&mut Context::from_waker(&waker)).is_ready()
        }
        _ => true,
    };
    if !ended {
        with_run(|run| {
            run.put_future(future);
            run.awaits_now();
        });
        return;
    }
    // What it owns goes while it can still be recorded.
    drop(future);
    with_run(|run| {
        let at = run.task().polled.as_ref().and_then(|polled| polled.started);
        let at = at.unwrap_or(run.task().at);
        run.record(None, if aborted { Op::IsAborted } else { Op::Ends }, at);
        run.end_task();
    });
}

fn waker(task: TaskId) -> Waker {
    let flag = with_exploration(|exploration| {
        let polled = exploration.run.tasks[task].polled.as_ref();
        polled.map(|polled| Arc::clone(&polled.flag))
    });
    let flag = flag.flatten().unwrap_or_default();
    flag.0.store(false, Relaxed);
    Waker::from(flag)
}

pub(crate) fn is_joined_panic(panic: &(dyn Any + Send)) -> bool {
    hook::message(panic).contains("JoinError::Panic(")
}
