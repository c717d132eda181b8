//! What a model cannot do as the library does: it says so, and there is no verdict.

use std::panic::Location;

use crate::model::op::Op;
use crate::model::pending::Pending;
use crate::schedule::engine::{reach, with_run};
use crate::schedule::failure::Reason;
use crate::schedule::polling::refusal;
use crate::schedule::polls::Async;
use crate::schedule::run::Run;

/// Whether the current task is polled: whether this is called inside of
/// [`block_on`](super::block_on).
pub fn is_running() -> bool {
    let is_polled = |run: &mut Run| run.task().polled.is_some();
    with_run(is_polled) == Some(true)
}

/// Whether there is somebody who polls tasks: whether one can be started.
pub fn has_executor() -> bool {
    with_run(|run| run.polls.is_some()) == Some(true)
}

/// A runtime with several threads polls tasks from here on, without a
/// [`block_on`](super::block_on). Returns `false` where tasks are not
/// [interrupted](crate::Explore::on_workers): there it cannot.
pub fn runs_beside() -> bool {
    with_run(Run::runs_beside) == Some(true)
}

/// Ends the exploration without a verdict: the program uses what cannot be modelled, for
/// this reason.
///
/// # Panics
///
/// Outside of an explored program.
pub fn refuse(why: &str) -> ! {
    with_run(|run| run.fail(Reason::Refusal(why.to_string())));
    panic!("{why}")
}

/// An operation begins that is no await: where tasks are interrupted, others go first. So
/// they do before each operation of a thread where no async task runs.
#[track_caller]
pub fn begins() {
    begins_at(Location::caller());
}

/// The same of one that is told with this place: a drop has none of its own.
pub fn begins_at(at: &'static Location<'static>) {
    let come_in = |run: &mut Run| run.polls.as_ref().is_none_or(Async::interrupts);
    if with_run(come_in) == Some(true) {
        reach(at, |_| Pending::Ready);
    }
}

/// What a thread does where no async task runs begins, be it an await: others go first.
/// Elsewhere this does nothing. Returns whether it did something.
pub(super) fn begins_alone_at(at: &'static Location<'static>) -> bool {
    is_alone() && reach(at, |_| Pending::Ready)
}

/// Whether the current task is a thread, and no async task runs.
pub(super) fn is_alone() -> bool {
    with_run(|run| run.polls.is_none()) == Some(true)
}

/// Calls this, in which nobody else comes in: a library holds a lock of its own meanwhile,
/// and wakes others.
pub fn undivided<T>(act: impl FnOnce() -> T) -> T {
    struct Ends;

    impl Drop for Ends {
        fn drop(&mut self) {
            with_run(|run| run.undivided = false);
        }
    }

    with_run(|run| run.undivided = true);
    let _ends = Ends;
    act()
}

/// Whether other tasks may come in before each operation of the current one, as it has a
/// thread of its own: see [`Explore::on_workers`](crate::Explore::on_workers).
pub fn is_interrupted() -> bool {
    let interrupts =
        |run: &mut Run| run.polls.as_ref().is_some_and(Async::interrupts);
    with_run(interrupts) == Some(true)
}

/// From here on tasks may share what no step tells of, a cell say: so what they do may be
/// swapped with nothing.
pub fn shares_unseen() {
    with_run(|run| {
        run.shares_unseen = true;
        if run.has_other_threads() {
            run.fail(Reason::Refusal(
                "threads run beside tasks that share a thread and more than that, and \
                 only these take turns then: start tasks"
                    .to_string(),
            ));
        }
        // Such tasks share a thread.
        if let Some(polls) = &mut run.polls {
            polls.workers = false;
        }
        run.trace.all(run.current);
    });
}

/// Runs what has a thread of its own, so that others can come in between its operations.
/// Where tasks are not [interrupted](is_interrupted) nobody does, so a closure in which that
/// could make a difference is refused: one that does more than one thing that others can
/// see, or that has to wait. To let a lock go is no such thing.
pub fn at_one_go<T>(
    at: &'static Location<'static>,
    closure: impl FnOnce() -> T,
) -> T {
    if is_interrupted() {
        return closure();
    }
    let before = with_run(|run| {
        let outer = run.polls.as_mut().and_then(|p| p.at_one_go.replace(at));
        (run.steps.len(), outer)
    });
    let result = closure();
    with_run(|run| {
        let Some((before, outer)) = before else { return };
        if let Some(polls) = &mut run.polls {
            polls.at_one_go = outer;
        }
        let is_seen = |op: Op| {
            !matches!(
                op,
                Op::Unlock
                    | Op::Note(_)
                    | Op::Print(_)
                    | Op::Starts(_)
                    | Op::Forgets { .. }
                    | Op::Subscribes
            )
        };
        let steps = run.steps[before..].iter();
        if steps.filter(|step| is_seen(step.op)).count() > 1 {
            run.fail(Reason::Refusal(refusal(at, "does several things")));
        }
    });
    result
}
