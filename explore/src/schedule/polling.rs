//! Whose turn it is among async tasks.

use std::ops::Range;
use std::panic::Location;
use std::sync::Arc;

use super::choice::Next;
use super::failure::Reason;
use super::polls::Async;
use super::run::Run;
use super::task::{Flag, Polled, Task};
use crate::model::TaskId;
use crate::model::op::Op;
use crate::model::pending::Pending;

/// How many awaits a task goes on from in one poll: tokio's cooperative budget. Those that
/// follow are not ready before the next poll, whatever they wait for.
const BUDGET: usize = 128;

impl Run {
    /// The first task becomes an async one, whose future lies there. The runtime may have
    /// several threads.
    pub(crate) fn begin_polls(
        &mut self,
        lies: Range<usize>,
        has_workers: bool,
        at: &'static Location<'static>,
    ) -> bool {
        if self.polls.is_some() {
            return false;
        }
        let workers = has_workers && self.lets.workers;
        self.polls = Some(Async::new(workers));
        self.has_workers |= has_workers;
        // It is not known what threads that still run have to do with async tasks.
        let runs = |task: &&Task| !task.pending.is_end();
        self.shares_unseen |= workers || self.tasks.iter().filter(runs).count() > 1;
        self.unawaited = 0;
        let current = self.current;
        let task = self.task();
        task.at = at;
        task.pending = Pending::Await;
        task.polled = Some(Box::new(Polled::woken(current, lies)));
        true
    }

    pub(crate) fn end_polls(&mut self) {
        self.polls = None;
        self.current = 0;
        let task = self.task();
        task.pending = Pending::Ready;
    }

    /// The current task is about to be polled.
    pub(crate) fn begin_poll(&mut self) -> Option<Arc<Flag>> {
        let task = self.current;
        let polls = self.polls.get_or_insert_default();
        polls.fresh = !polls.workers;
        polls.begin_poll(task);
        self.unawaited = 0;
        let task = self.task();
        task.waits = false;
        task.pending = Pending::Ready;
        let polled = task.polled.as_mut()?;
        polled.awaits.clear();
        polled.budget = BUDGET;
        Some(Arc::clone(&polled.flag))
    }

    pub(crate) fn is_aborted(&mut self) -> bool {
        self.task().polled.as_ref().is_some_and(|polled| polled.aborted)
    }

    /// Adds an async task that is ready to run, whose future lies there.
    pub(crate) fn add_polled(
        &mut self,
        lies: Range<usize>,
        at: &'static Location<'static>,
    ) -> TaskId {
        let id = self.add_task(None, None, at);
        let task = &mut self.tasks[id];
        task.pending = Pending::Await;
        let started = Some(at);
        task.polled = Some(Box::new(Polled { started, ..Polled::woken(id, lies) }));
        self.record(None, Op::Starts(id), at);
        self.act();
        id
    }

    /// The poll of the current task is over.
    pub(crate) fn awaits_now(&mut self) {
        let task = self.task();
        if !matches!(task.pending, Pending::Spin(_)) {
            task.pending = Pending::Await;
        }
    }

    /// The current task did something that others can see.
    pub(crate) fn act(&mut self) {
        self.change();
        self.looks_around();
    }

    /// The current task has looked at something: others may go before its next wait, as
    /// what it saw is old by then.
    pub(crate) fn looks_around(&mut self) {
        if let Some(polls) = &mut self.polls {
            polls.fresh = false;
        }
    }

    /// Whether others may go before the current task does.
    pub(crate) fn lets_others_go(&mut self) -> bool {
        let polls = self.polls.as_ref();
        let may = polls.is_some_and(|one| !one.fresh && one.at_one_go.is_none());
        may && self.has_budget()
    }

    /// Whether the current task goes on in this poll: with something that it awaits, which
    /// takes one of its budget.
    pub(crate) fn goes_on(&mut self, awaits: bool) -> bool {
        let Some(polls) = &mut self.polls else { return true };
        polls.fresh = !awaits && !polls.workers;
        self.unawaited = 0;
        if polls.at_one_go.is_some() {
            self.count_a_step();
            return true;
        }
        let has_budget = self.has_budget();
        if !has_budget {
            self.count_a_step();
        } else if let Some(polled) = self.task().polled.as_mut().filter(|_| awaits)
        {
            polled.budget -= 1;
        }
        has_budget
    }

    /// The current task has looked at something or done something. Between two awaits nobody
    /// chooses, so none of it is counted elsewhere: without end it would take all memory.
    pub(super) fn count_an_unawaited(&mut self) {
        if self.polls.as_ref().is_none_or(Async::interrupts) {
            return;
        }
        self.unawaited += 1;
        // As many as the operations of a schedule, those included that are fair.
        if self.unawaited > 2 * self.max_steps {
            self.fail(Reason::StepLimit(self.max_steps));
        }
    }

    fn has_budget(&mut self) -> bool {
        let polled = self.task().polled.as_ref();
        polled.is_none_or(|polled| polled.budget > 0 && !polled.aborted)
    }

    /// An operation that is no await: nobody else comes in between, and if it has to
    /// wait, nobody else goes on.
    #[inline(never)]
    pub(crate) fn reach_in_a_poll(&mut self) -> Next {
        self.count_a_step();
        self.looks_around();
        let task = self.current;
        let closure = self.polls.as_ref().and_then(|polls| polls.at_one_go);
        if let Some(closure) = closure.filter(|_| !self.is_enabled(task)) {
            let why = refusal(closure, "has to wait");
            self.fail(Reason::Refusal(why));
        }
        if self.failure.is_none() && !self.is_enabled(task) {
            if let Some((object, wait)) = self.waits_for(task) {
                let at = self.task().at;
                self.record(object, Op::Wait(wait), at);
            }
            self.fail(Reason::Blocked(task));
        }
        match self.failure {
            Some(_) => Next::Stop,
            None => Next::GoOn,
        }
    }

    pub(crate) fn is_blocked(&self) -> bool {
        matches!(self.failure, Some(Reason::Blocked(_)))
    }
}

/// Why a closure that blocks has no verdict.
pub(crate) fn refusal(at: &Location<'_>, does: &str) -> String {
    format!(
        "the closure that may block at {}:{} {does}, and others cannot go on meanwhile, as \
         all tasks share one thread here: await in a task instead",
        at.file(),
        at.line()
    )
}
