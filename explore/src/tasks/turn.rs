use std::future::poll_fn;
use std::panic::Location;
use std::task::Poll;

use crate::model::op::Op;
use crate::model::pending::Pending;
use crate::schedule::engine;
use crate::schedule::engine::{with_run, yields};

/// What a wait begins with: others may go first, unless the task has just been chosen,
/// or polls this as a part of a select, which has had its turn.
pub async fn turn() {
    let mut asked = false;
    poll_fn(|context| {
        let goes = with_run(|run| {
            let Some(polls) = &mut run.polls else { return true };
            let goes = asked || polls.fresh || polls.nested > 0;
            if goes {
                polls.fresh = false;
            }
            goes
        });
        if goes == Some(false) {
            asked = true;
            context.waker().wake_by_ref();
            return Poll::Pending;
        }
        Poll::Ready(())
    })
    .await;
}

/// Lets others go first. A task that yields again on the same line although nothing has
/// changed waits until something has.
#[track_caller]
pub fn yield_now() -> impl Future<Output = ()> {
    yield_at(Location::caller())
}

async fn yield_at(at: &'static Location<'static>) {
    let mut asked = false;
    poll_fn(|context| {
        if std::mem::replace(&mut asked, true) {
            return Poll::Ready(());
        }
        yields();
        with_run(|run| {
            run.record(None, Op::Yields, at);
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

/// While it lives, [`turn`] lets nobody else go first: the futures of a select are polled
/// together.
#[derive(Debug)]
pub struct Nested(());

impl Nested {
    /// Begins it.
    #[expect(clippy::new_without_default, reason = "it is there for its end")]
    pub fn new() -> Nested {
        nest(|nested| nested + 1);
        Nested(())
    }
}

impl Drop for Nested {
    fn drop(&mut self) {
        nest(|nested| nested.saturating_sub(1));
    }
}

fn nest(change: impl Fn(usize) -> usize) {
    with_run(|run| {
        if let Some(polls) = &mut run.polls {
            polls.nested = change(polls.nested);
        }
    });
}
