//! What an operation does with the schedule that runs: it lets others go first, and changes
//! or reads the schedule. A schedule that failed is stopped: its tasks stay where they are.
//!
//! A function that takes a closure is compiled anew for each closure, and a closure in a
//! generic function once for each type. So what is generic, such as the lock of a `Mutex<T>`,
//! calls a function that is not, and that one calls these: it is compiled once, and not by
//! each program for each of its types.

use std::panic::Location;

use crossbeam_utils::atomic::AtomicCell;

use super::choice::Next;
use super::exploration::{Exploration, with_exploration};
use super::failure::Reason;
use super::run::Run;
use super::strategy::Strategy;
use crate::model::handle::Handle;
use crate::model::pending::Pending;
use crate::model::{ScopeId, TaskId};

/// Where a task was that came to an operation last, whichever exploration it is of.
static LAST_SEEN: AtomicCell<Option<&'static Location<'static>>> =
    AtomicCell::new(None);

pub(crate) fn last_seen() -> Option<&'static Location<'static>> {
    LAST_SEEN.load()
}

/// A task has come to this place.
pub(crate) fn seen(at: &'static Location<'static>) {
    LAST_SEEN.store(Some(at));
}

/// The current task is about to do what `pending` returns: lets others go first, and
/// returns when it can go on. Returns `false` if there is no schedule to take part in.
pub(crate) fn reach(
    at: &'static Location<'static>,
    pending: impl FnOnce(&mut Run) -> Pending,
) -> bool {
    let next = decide(|run, strategy| {
        if !run.needs_model() {
            return Next::Stop;
        }
        let pending = pending(run);
        run.comes_to(pending, 0, at);
        run.reach(strategy)
    });
    seen(at);
    follow(next)
}

/// The same if it depends only on which tasks and objects there are: `on` finds the number
/// of the one that it is about. A schedule can repeat it without the model.
#[inline]
pub(crate) fn announce(
    at: &'static Location<'static>,
    on: impl FnOnce(&mut Run) -> usize,
    pending: impl FnOnce(&mut Run, usize) -> Pending,
) -> bool {
    let next = decide(|run, strategy| {
        let on = on(run);
        if run.repeats {
            return run.repeat(Some((on, at)), strategy);
        }
        let pending = pending(run, on);
        run.comes_to(pending, on, at);
        run.reach(strategy)
    });
    seen(at);
    follow(next)
}

/// The same if the task is about to do something to this object that never blocks.
pub(crate) fn reach_object(
    handle: &Handle,
    at: &'static Location<'static>,
) -> bool {
    announce(at, |run| run.object(handle), |_, _| Pending::Ready)
}

/// The current task has done this and lets others go first: returns when it can go on.
pub(crate) fn take_turn(did: impl FnOnce(&mut Run)) {
    let next = decide(|run, strategy| {
        if !run.needs_model() {
            return Next::Stop;
        }
        did(run);
        run.next(strategy)
    });
    if !follow(next) {
        stop();
    }
}

fn decide(next: impl FnOnce(&mut Run, &mut dyn Strategy) -> Next) -> Option<Next> {
    let next = |exploration: &mut Exploration| {
        if !exploration.counts() {
            return None;
        }
        let next = next(&mut exploration.run, &mut *exploration.strategy);
        match next {
            Next::GoOn => {}
            Next::SwitchTo(task) if task == exploration.run.current => {
                return Some(Next::GoOn);
            }
            Next::SwitchTo(task) => exploration.run.current = task,
            Next::Stop => exploration.stops = true,
        }
        Some(next)
    };
    with_exploration(next).flatten()
}

fn follow(next: Option<Next>) -> bool {
    match next {
        None => return false,
        Some(Next::GoOn) => {}
        Some(Next::SwitchTo(task)) => switch(task),
        Some(Next::Stop) => stop(),
    }
    true
}

/// The current task has ended, but for its stack: returns when all have.
pub(crate) fn wait_for_all() {
    let all = |exploration: &mut Exploration| exploration.run.all_have_ended();
    while with_exploration(all) == Some(false) {
        stacks::switch();
    }
}

/// Changes or reads the schedule that runs; if that makes it fail, the task stops here.
/// Returns `None` if there is no schedule to take part in.
///
/// This needs the model: the schedules that come next do not [repeat](super::repeat) what
/// follows without it.
pub(crate) fn with_run<R>(act: impl FnOnce(&mut Run) -> R) -> Option<R> {
    let act = |run: &mut Run| run.needs_model().then(|| act(run));
    Some(with_tasks(act)?.unwrap_or_else(|| lose()))
}

/// The same, but not where a schedule repeats the one before: there it is put back later
/// what this does to the model, and who wants to know something of that finds it out
/// without. Then this returns `None` too.
#[inline]
pub(crate) fn does<R>(act: impl FnOnce(&mut Run) -> R) -> Option<R> {
    let act = |exploration: &mut Exploration| match exploration.run.repeats {
        true => None,
        false => exploration.acts(act),
    };
    going_on(with_exploration(act).flatten()?)
}

/// The same with what `on` finds, which is looked for in any case: it may be new.
#[inline]
pub(crate) fn does_to<O, R>(
    on: impl FnOnce(&mut Run) -> O,
    act: impl FnOnce(&mut Run, O) -> R,
) -> Option<R> {
    let act = |run: &mut Run| {
        let on = on(run);
        (!run.repeats).then(|| act(run, on))
    };
    with_tasks(act).flatten()
}

/// As [`with_run`] for what depends only on which tasks and objects there are, and is done
/// in any case.
pub(crate) fn with_tasks<R>(act: impl FnOnce(&mut Run) -> R) -> Option<R> {
    let act = |exploration: &mut Exploration| exploration.acts(act);
    going_on(with_exploration(act).flatten()?)
}

/// The result, unless the schedule has failed with it: then the task stops here.
#[inline]
fn going_on<R>((result, has_failed): (R, bool)) -> Option<R> {
    match has_failed {
        true => stop(),
        false => Some(result),
    }
}

/// Which of so many ways the current task takes: each is a schedule of its own.
pub(crate) fn pick(ways: usize) -> usize {
    if ways < 2 {
        return 0;
    }
    let picked = with_exploration(|exploration| {
        if !exploration.counts() || !exploration.run.needs_model() {
            return Ok(0);
        }
        let Exploration { run, strategy, .. } = exploration;
        let way = match run.fair_way(ways, &mut **strategy) {
            Some(way) => way,
            None => {
                let way = if run.is_known { 0 } else { strategy.pick(ways)? };
                run.choices.way(way, ways);
                way
            }
        };
        run.trace.picks(run.current, way);
        Ok(way)
    });
    match picked {
        None => 0,
        Some(Ok(way)) => way,
        Some(Err(why)) => {
            with_run(|run| run.fail(Reason::Refusal(why)));
            0
        }
    }
}

/// The task yields: the strategy may prefer others.
pub(crate) fn yields() {
    with_exploration(|exploration| {
        let task = exploration.run.current;
        exploration.strategy.yields(task);
    });
}

/// Whether this OS thread explores, be it in a schedule that was stopped.
pub(crate) fn is_exploring() -> bool {
    with_exploration(|_| ()).is_some()
}

/// Adds a task to the schedule, whose stack the caller adds. Returns `None` if there is no
/// schedule to take part in.
pub(crate) fn spawn(
    name: Option<&str>,
    scope: Option<ScopeId>,
    at: &'static Location<'static>,
) -> Option<TaskId> {
    with_tasks(|run| {
        let polls = run.polls.as_ref();
        if polls.is_some_and(|polls| !polls.interrupts()) {
            let (file, line) = (at.file(), at.line());
            run.fail(Reason::Refusal(format!(
                "a thread is started at {file}:{line}, and only async tasks take \
                 turns here: start a task"
            )));
        }
        if run.polls.is_some() {
            run.has_threads();
        }
        run.add_task(name, scope, at)
    })
}

/// Leaves the schedule, which is not like the one before where it should be.
#[cold]
fn lose() -> ! {
    with_exploration(|exploration| exploration.stops = true);
    stop()
}

fn switch(task: TaskId) {
    stacks::switch_to(task);
    let failed = |exploration: &mut Exploration| exploration.run.failure.is_some();
    debug_assert!(with_exploration(failed) != Some(true), "a task of it goes on");
}

/// Leaves the task where it is: the schedule has failed.
pub(crate) fn stop() -> ! {
    loop {
        stacks::switch();
    }
}
