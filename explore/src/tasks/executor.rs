use std::future::Future;
use std::ops::Range;
use std::panic::Location;
use std::pin::Pin;
use std::ptr;
use std::sync::atomic::Ordering::Relaxed;
use std::task::{Context, Poll, Waker};

use crate::model::TaskId;
use crate::model::op::Op;
use crate::schedule::engine::{take_turn, wait_for_all, with_run};
use crate::schedule::exploration::with_exploration;
use crate::schedule::polls::Flavor;
use crate::schedule::run::Run;
use crate::schedule::schedules::run_body;

/// What an async task does. Panics do not leave it.
pub(super) trait Runs: Send {
    /// Goes on, and tells who joins when it has ended.
    fn poll(&mut self, context: &mut Context<'_>) -> Poll<()>;

    /// Ends, and tells who joins.
    fn abort(&mut self);
}

/// Runs the future and the tasks that it starts, in an order that the exploration
/// chooses, and returns what the future did.
///
/// # Panics
///
/// Outside of an explored program, inside of another `block_on`, and if the future
/// panics.
#[track_caller]
pub fn block_on<F: Future>(future: F) -> F::Output {
    runs(future, (Flavor::new(true), None), Location::caller())
}

/// As [`block_on`], on a runtime with several worker threads: if the exploration lets tasks
/// be [interrupted](crate::Explore::on_workers), another one may come in before each
/// operation of a task, and not at awaits alone.
///
/// # Panics
///
/// As [`block_on`].
#[track_caller]
pub fn block_on_workers<F: Future>(future: F) -> F::Output {
    runs(future, (Flavor::new(false), None), Location::caller())
}

/// As [`block_on`], on a runtime of this kind. One that runs already has a number: then the
/// tasks that the future starts are its own.
///
/// # Panics
///
/// As [`block_on`].
#[track_caller]
pub fn block_on_runtime<F: Future>(
    flavor: Flavor,
    number: Option<usize>,
    future: F,
) -> F::Output {
    runs(future, (flavor, number), Location::caller())
}

/// The runtime that polls the current task, be it a closure that may block: what kind it is,
/// and its number.
pub fn runtime() -> Option<(Flavor, usize)> {
    with_run(Run::runtime).flatten()
}

/// Whether the next await of the current task can be ready in this poll: whether its budget
/// is not used up.
pub fn has_budget() -> bool {
    with_run(Run::has_share) != Some(false)
}

fn runs<F: Future>(
    future: F,
    runtime: (Flavor, Option<usize>),
    at: &'static Location<'static>,
) -> F::Output {
    let mut output = None;
    let main = Box::pin(async { output = Some(future.await) });
    let lies = memory_of(&*main);
    block_on_main(main, lies, runtime, at);
    output.expect("the future has ended")
}

/// The memory in which this lies.
pub(super) fn memory_of<T>(value: &T) -> Range<usize> {
    let address = ptr::from_ref(value).addr();
    address..address + size_of::<T>()
}

/// The same of a future that has no type of its own: compiled once.
fn block_on_main(
    mut main: Pin<Box<dyn Future<Output = ()> + '_>>,
    lies: Range<usize>,
    runtime: (Flavor, Option<usize>),
    at: &'static Location<'static>,
) {
    let begun = with_run(|run| run.begin_polls(lies, runtime, at));
    assert!(begun == Some(true), "only an explored program can block on a future");
    take_turn(|_| ());
    blocks_its_thread(main.as_mut());
    // What it owns goes now, while others can still be told.
    drop(main);
    if with_run(Run::leaves_polls) == Some(true) {
        return;
    }
    with_run(Run::leaves_tasks);
    wait_for_all();
    with_exploration(|exploration| exploration.run.end_polls());
}

/// Polls a task until it has ended.
fn run_task(mut task: Box<dyn Runs>) {
    let aborted = loop {
        if with_run(|run| run.is_aborted()) == Some(true) {
            task.abort();
            break true;
        }
        let waker = begin_poll();
        if task.poll(&mut Context::from_waker(&waker)).is_ready() {
            break false;
        }
        await_turn();
    };
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
    let flag = with_run(Run::begin_poll).flatten();
    let flag = flag.expect("a task is polled only while its schedule runs");
    flag.woken.store(false, Relaxed);
    Waker::from(flag)
}

/// Waits for the future on the thread of the current task, which does nothing else
/// meanwhile, in no await of its own.
pub fn blocks_its_thread<F: Future + ?Sized>(mut future: Pin<&mut F>) -> F::Output {
    loop {
        let waker = begin_poll();
        let polled = future.as_mut().poll(&mut Context::from_waker(&waker));
        if let Poll::Ready(output) = polled {
            return output;
        }
        await_turn();
    }
}

/// Adds an async task that is ready to run, or a closure that may block, on a stack of its
/// own. Its future lies in this memory. Returns `None` outside of [`block_on`].
pub(super) fn add_task(
    body: Box<dyn Runs>,
    lies: Range<usize>,
    blocks: bool,
    at: &'static Location<'static>,
) -> Option<TaskId> {
    let add = |run: &mut Run| {
        run.polls.is_some().then(|| run.add_polled(lies, blocks, at))
    };
    let task = with_run(add);
    let task = task.flatten()?;
    let mut body = Some(body);
    let mut run = move || {
        if let Some(body) = body.take() {
            run_task(body);
        }
    };
    stacks::add(move || run_body(&mut run, &|| false));
    Some(task)
}
