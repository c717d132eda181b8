//! Whose turn it is among async tasks.

use std::panic::Location;

use super::choice::Next;
use super::failure::Reason;
use super::polls::Async;
use super::run::Run;
use super::strategy::Strategy;
use super::task::{Polled, TaskFuture};
use crate::model::TaskId;
use crate::model::op::Op;
use crate::model::pending::Pending;

/// What the executor does next.
pub(crate) enum Turn {
    Poll(TaskId),
    Done,
    Stop,
}

impl Run {
    /// The first task becomes an async one.
    pub(crate) fn begin_polls(&mut self, at: &'static Location<'static>) -> bool {
        if self.polls.is_some() {
            return false;
        }
        self.polls = Some(Async::default());
        let task = self.task();
        task.at = at;
        task.pending = Pending::Await;
        task.polled = Some(Polled::woken());
        true
    }

    pub(crate) fn end_polls(&mut self) {
        let polls = self.polls.take().unwrap_or_default();
        self.current = 0;
        let task = self.task();
        task.pending = Pending::Ready;
        if let Some(heard) = polls.unheard.into_iter().next() {
            self.fail(heard.into());
        }
    }

    /// Chooses the task to poll.
    pub(crate) fn next_poll(&mut self, strategy: &mut dyn Strategy) -> Turn {
        self.count_a_step();
        loop {
            if self.failure.is_some() {
                return Turn::Stop;
            }
            self.tasks_to_go();
            // For who is left when main has ended time stands still.
            let time = self.tasks[0].pending != Pending::End;
            if self.any_enabled() {
                match self.choose(strategy) {
                    Some(Next::SwitchTo(task)) => return self.chosen_poll(task),
                    Some(_) => return Turn::Stop,
                    None => continue,
                }
            }
            if self.tasks.iter().all(|task| task.pending == Pending::End) {
                return Turn::Done;
            }
            let goes_on = time && self.let_time_pass() || self.let_spinning_go();
            if !goes_on {
                self.fail(Reason::Deadlock);
            }
        }
    }

    pub(crate) fn chosen_poll(&mut self, task: TaskId) -> Turn {
        self.current = task;
        self.polls.get_or_insert_default().fresh = true;
        let task = self.task();
        task.waits = false;
        task.pending = Pending::Ready;
        task.polled.get_or_insert_default().awaits.clear();
        Turn::Poll(self.current)
    }

    /// Adds an async task that is ready to run.
    pub(crate) fn add_future(
        &mut self,
        future: TaskFuture,
        at: &'static Location<'static>,
    ) -> TaskId {
        let id = self.add_task(None, None, at);
        let task = &mut self.tasks[id];
        task.pending = Pending::Await;
        task.polled = Some(Polled {
            future: Some(future),
            started: Some(at),
            ..Polled::woken()
        });
        self.record(None, Op::Starts(id), at);
        self.act();
        id
    }

    pub(crate) fn take_future(&mut self) -> Option<(TaskFuture, bool)> {
        let polled = self.task().polled.as_mut()?;
        Some((polled.future.take()?, polled.aborted))
    }

    pub(crate) fn put_future(&mut self, future: Option<TaskFuture>) {
        self.task().polled.get_or_insert_default().future = future;
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
        if let Some(polls) = &mut self.polls {
            polls.fresh = false;
        }
    }

    /// An operation that is no await: nobody else comes in between, and if it has to
    /// wait, nobody else goes on.
    pub(crate) fn reach_in_a_poll(&mut self) -> Next {
        self.count_a_step();
        if let Some(polls) = &mut self.polls {
            polls.fresh = false;
        }
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

    /// A panic that was joined ends the schedule.
    pub(crate) fn fail_by_joined(&mut self) {
        let polls = self.polls.as_mut();
        if let Some(heard) = polls.and_then(|polls| polls.joined.take()) {
            self.fail(heard.into());
        }
    }
}

/// Why a closure that blocks has no verdict.
pub(crate) fn refusal(at: &Location<'_>, does: &str) -> String {
    format!(
        "the closure that may block at {}:{} {does}, and others cannot go on meanwhile, as \
         all tasks share one stack here: await in a task instead",
        at.file(),
        at.line()
    )
}
