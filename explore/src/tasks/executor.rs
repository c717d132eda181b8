use std::any::Any;
use std::future::Future;
use std::panic::{self, AssertUnwindSafe, Location};
use std::pin::Pin;
use std::sync::atomic::Ordering::Relaxed;
use std::task::{Context, Poll, Waker};

use crate::model::TaskId;
use crate::model::op::Op;
use crate::schedule::engine::{take_turn, wait_for_all, with_run};
use crate::schedule::exploration::with_exploration;
use crate::schedule::hook;
use crate::schedule::run::Run;
use crate::schedule::schedules::run_body;

/// What an async task does.
type TaskFuture = Pin<Box<dyn Future<Output = ()> + Send>>;

/// Runs the future and the tasks that it starts, in an order that the exploration
/// chooses, and returns what the future did.
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
    let mut main = Box::pin(future);
    take_turn(|_| ());
    let output = loop {
        if let Poll::Ready(output) = poll_main(main.as_mut()) {
            break output;
        }
        await_turn();
    };
    // What it owns goes now, while others can still be told.
    drop(main);
    with_run(Run::end_task);
    wait_for_all();
    with_exploration(|exploration| exploration.run.end_polls());
    // A panic that nobody has heard of ends the schedule here.
    with_run(|_| ());
    output
}

fn poll_main<F: Future>(future: Pin<&mut F>) -> Poll<F::Output> {
    let waker = begin_poll();
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

/// Polls a task until it has ended. A panic that leaves the task is caught within the
/// future.
fn run_task(mut future: TaskFuture) {
    let aborted = loop {
        if with_run(|run| run.is_aborted()) == Some(true) {
            break true;
        }
        let waker = begin_poll();
        if future.as_mut().poll(&mut Context::from_waker(&waker)).is_ready() {
            break false;
        }
        await_turn();
    };
    // What it owns goes while it can still be recorded.
    drop(future);
    with_run(|run| {
        let at = run.task().polled.as_ref().and_then(|polled| polled.started);
        let at = at.unwrap_or(run.task().at);
        run.record(None, if aborted { Op::IsAborted } else { Op::Ends }, at);
    });
}

/// The poll of the current task is over: returns when it is its turn to be polled again.
fn await_turn() {
    take_turn(Run::awaits_now);
}

fn begin_poll() -> Waker {
    let flag = with_run(Run::begin_poll).unwrap_or_default();
    flag.0.store(false, Relaxed);
    Waker::from(flag)
}

pub(crate) fn is_joined_panic(panic: &(dyn Any + Send)) -> bool {
    hook::message(panic).contains("JoinError::Panic(")
}

/// Adds an async task that is ready to run, on a stack of its own. Returns `None` outside
/// of [`block_on`].
pub(crate) fn add_future(
    future: TaskFuture,
    at: &'static Location<'static>,
) -> Option<TaskId> {
    let task = with_run(|run| run.polls.is_some().then(|| run.add_polled(at)));
    let task = task.flatten()?;
    stacks::add(move || run_body(move || run_task(future)));
    Some(task)
}
