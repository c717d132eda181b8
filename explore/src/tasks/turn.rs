use std::future::poll_fn;
use std::mem;
use std::panic::Location;
use std::task::{Context, Poll};

use super::go::begins_alone_at;
use crate::model::op::Op;
use crate::model::pending::Pending;
use crate::schedule::engine::{self, take_turn, with_run, yields};
use crate::schedule::run::Run;

/// What an await begins with: others may go first, unless the task has just been chosen.
/// They do so wherever the await stands, a branch of a select say: what polls it does not
/// notice.
///
/// It is not ready when the task has gone on from too many awaits in one poll, or was
/// aborted by another one of its thread.
pub async fn turn() {
    poll_fn(poll_turn).await;
}

/// [`turn`] for a future that is written by hand.
pub fn poll_turn(context: &mut Context<'_>) -> Poll<()> {
    begins(context, true)
}

/// What several awaits begin with that are polled together: others may go first. As this
/// does nothing, the first of the awaits need not let them go again.
pub async fn turn_before_all() {
    poll_fn(|context| begins(context, false)).await;
}

fn begins(context: &mut Context<'_>, awaits: bool) -> Poll<()> {
    if with_run(|run| run.task().at).is_some_and(begins_alone_at) {
        return Poll::Ready(());
    }
    if with_run(|run| run.lets_others_go()) == Some(true) {
        others_go();
    }
    if with_run(|run| run.goes_on(awaits)) == Some(false) {
        context.waker().wake_by_ref();
        return Poll::Pending;
    }
    Poll::Ready(())
}

/// Lets others go first. It may have yielded in this poll, which is to count when the poll
/// is over.
fn others_go() {
    let then = with_run(|run| {
        run.leaves_poll();
        mem::replace(&mut run.task().pending, Pending::Turn)
    });
    take_turn(|_| ());
    with_run(|run| {
        run.enters_poll();
        run.task().pending = then.unwrap_or(Pending::Ready);
    });
}

/// What a poll begins with that comes to what tasks share, in a crate that knows of no
/// budget: others may go first if they have threads of their own. On a thread that it has
/// for itself a task goes on from an await that need not wait.
pub fn others_may_go() {
    let may_go = |run: &mut Run| run.has_workers && run.lets_others_go();
    if with_run(may_go) == Some(true) {
        others_go();
        with_run(|run| run.goes_on(false));
    }
}

/// Lets others go first. A task that yields again on the same line although nothing has
/// changed waits until something has.
#[track_caller]
pub fn yield_now() -> impl Future<Output = ()> {
    yield_at(Location::caller())
}

/// A task that lets others go first.
struct Yields {
    at: &'static Location<'static>,
    /// Whether others go.
    waits: bool,
}

impl Drop for Yields {
    fn drop(&mut self) {
        if self.waits {
            with_run(|run| run.drops_wait(None, Op::GoesOnNoMore, self.at));
        }
    }
}

async fn yield_at(at: &'static Location<'static>) {
    let mut others = Yields { at, waits: false };
    poll_fn(|context| {
        others.waits = !others.waits;
        if !others.waits {
            return Poll::Ready(());
        }
        yields();
        with_run(|run| {
            run.record(None, Op::Yields, at);
            run.waits_for_turn(at);
            if let spin @ Pending::Spin(_) = run.yields(at) {
                run.task().pending = spin;
            }
        });
        context.waker().wake_by_ref();
        Poll::Pending
    })
    .await;
}

/// Which of so many ways the current task takes: each is a schedule of its own.
pub fn pick(ways: usize) -> usize {
    engine::pick(ways)
}
