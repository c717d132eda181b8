//! Whose turn it is among async tasks.

use std::ops::Range;
use std::panic::Location;
use std::sync::Arc;

use super::choice::Next;
use super::failure::Reason;
use super::polls::{Async, Flavor};
use super::run::Run;
use super::task::{Flag, Polled, Task};
use crate::model::TaskId;
use crate::model::access::{Key, Mode};
use crate::model::op::Op;
use crate::model::pending::Pending;

/// How many awaits a task goes on from in one poll: tokio's cooperative budget. Those that
/// follow are not ready before the next poll, whatever they wait for.
const BUDGET: usize = 128;

impl Run {
    /// The current task becomes an async one, whose future lies there, of a runtime of its
    /// own, or of the one with this number. Returns `false` if it is one.
    pub(crate) fn begin_polls(
        &mut self,
        lies: Range<usize>,
        (flavor, of): (Flavor, Option<usize>),
        at: &'static Location<'static>,
    ) -> bool {
        if self.task().polled.is_some() {
            return false;
        }
        let workers = self.lets.workers;
        let has_threads = self.has_several_tasks();
        if has_threads && !workers {
            let (file, line) = (at.file(), at.line());
            self.fail(Reason::Refusal(format!(
                "other threads run while {file}:{line} waits for a future, and only \
                 async tasks take turns here: start tasks"
            )));
        }
        let polls = self.polls.get_or_insert_with(|| Async::new(workers));
        let runtime = polls.begin(flavor, of, self.current);
        if !flavor.has_one_thread || has_threads {
            self.has_threads();
        }
        if flavor.is_paused {
            self.pauses_the_clock();
        }
        self.unawaited = 0;
        let current = self.current;
        let task = self.task();
        task.at = at;
        task.pending = Pending::Await;
        task.polled = Some(Box::new(Polled::woken(current, runtime, lies)));
        true
    }

    /// There is a thread beside an async task: nobody knows what it does between two awaits
    /// of that one.
    pub(super) fn has_threads(&mut self) {
        self.has_workers = true;
        self.shares_unseen |= self.lets.workers;
    }

    /// From here on a runtime with several threads polls the tasks that are started on it,
    /// whether or not anybody waits for a future. Returns `false` where tasks take turns.
    pub(crate) fn runs_beside(&mut self) -> bool {
        if !self.lets.workers {
            return false;
        }
        let polls = self.polls.get_or_insert_with(|| Async::new(true));
        polls.begin(Flavor::new(false), None, self.current);
        self.has_threads();
        true
    }

    /// The current task goes on after what it has waited for, beside other threads. Returns
    /// `false` if it is the only one: then it goes on when all tasks have ended.
    pub(crate) fn leaves_polls(&mut self) -> bool {
        if self.current == 0 && !self.has_other_threads() {
            return false;
        }
        self.leaves_poll();
        let task = self.task();
        task.polled = None;
        task.pending = Pending::Ready;
        true
    }

    /// Whether a thread beside that of the current task has not ended, be it one that waits
    /// for a future.
    pub(crate) fn has_other_threads(&self) -> bool {
        let runs = |task: &Task| task.is_thread() && !task.pending.is_end();
        let others = (0..self.tasks.len()).filter(|&id| id != self.current);
        others.map(|id| &self.tasks[id]).any(runs)
    }

    /// Whether the thread that polls this task is free for it.
    pub(crate) fn may_poll(&self, task: TaskId) -> bool {
        let polled = self.tasks[task].polled.as_ref();
        let shares = polled.filter(|polled| !polled.blocks);
        let polls = self.polls.as_ref().zip(shares);
        polls.is_none_or(|(polls, polled)| polls.may_poll(task, polled.runtime))
    }

    /// The current task lets others of its thread go first.
    pub(crate) fn leaves_poll(&mut self) {
        let task = self.current;
        if let Some(polls) = &mut self.polls {
            polls.leaves(task);
        }
    }

    /// Its thread polls the current task, again or still.
    pub(crate) fn enters_poll(&mut self) {
        let (task, Run { polls, tasks, .. }) = (self.current, self);
        let shares = tasks[task].polled.as_ref().filter(|one| !one.blocks);
        if let (Some(polls), Some(polled)) = (polls, shares) {
            polls.polls(task, polled.runtime);
        }
    }

    /// The runtime that polls the current task: what kind it is, and its number.
    pub(crate) fn runtime(&mut self) -> Option<(Flavor, usize)> {
        let runtime = self.task().polled.as_ref()?.runtime;
        let polls = self.polls.as_ref()?;
        let runtime = polls.starts_on(runtime);
        Some((polls.flavor(runtime)?, runtime))
    }

    /// The only thread has done what it waited for: the tasks that are left come to their
    /// end.
    pub(crate) fn leaves_tasks(&mut self) {
        self.end_task();
        self.has_left_tasks |= !self.all_have_ended();
    }

    pub(crate) fn end_polls(&mut self) {
        self.polls = None;
        self.current = 0;
        let task = self.task();
        task.polled = None;
        task.pending = Pending::Ready;
    }

    /// The current task is about to be polled.
    pub(crate) fn begin_poll(&mut self) -> Option<Arc<Flag>> {
        let task = self.current;
        let polls = self.polls.get_or_insert_default();
        polls.fresh = !polls.workers;
        polls.begin_poll(task);
        self.enters_poll();
        self.unawaited = 0;
        let task = self.task();
        task.waits = false;
        task.pending = Pending::Ready;
        let polled = task.polled.as_mut()?;
        polled.awaits.clear();
        polled.budget = BUDGET;
        Some(Arc::clone(&polled.flag))
    }

    /// Whether something is left of what the current task may await in this poll.
    pub(crate) fn has_share(&mut self) -> bool {
        self.task().polled.as_ref().is_none_or(|polled| polled.budget > 0)
    }

    pub(crate) fn is_aborted(&mut self) -> bool {
        self.task().polled.as_ref().is_some_and(|polled| polled.aborted)
    }

    /// Whether the current task does what it does between two polls of the other one, as the
    /// same thread polls both. Else that one may be in a poll, and go on to where it has to
    /// wait.
    pub(crate) fn comes_between_polls(&self, other: TaskId) -> bool {
        let runtime = |task: TaskId| {
            let polled = self.tasks[task].polled.as_ref();
            polled.filter(|polled| !polled.blocks).map(|polled| polled.runtime)
        };
        let Some(polls) = &self.polls else { return false };
        let shares = || polls.thread(runtime(other)?);
        // The tasks of a local set share a thread too.
        let are_local = self.shares_unseen && !polls.workers;
        are_local || runtime(self.current) == runtime(other) && shares().is_some()
    }

    /// Adds an async task that is ready to run, whose future lies there, or a closure that
    /// may block.
    pub(crate) fn add_polled(
        &mut self,
        lies: Range<usize>,
        blocks: bool,
        at: &'static Location<'static>,
    ) -> TaskId {
        let own = self.runtime().map(|(_, runtime)| runtime);
        let beside = || self.polls.as_ref().map_or(0, Async::with_threads);
        let runtime = own.unwrap_or_else(beside);
        if blocks {
            self.has_threads();
        }
        let id = self.add_task(None, None, at);
        let task = &mut self.tasks[id];
        task.pending = Pending::Await;
        let polled = Polled::woken(id, runtime, lies);
        let thread = self.polls.as_ref().and_then(|polls| polls.thread(runtime));
        let thread = thread.filter(|_| !blocks);
        let polled = Polled { started: Some(at), blocks, thread, ..polled };
        task.polled = Some(Box::new(polled));
        self.record(None, Op::Starts(id), at);
        self.act();
        id
    }

    /// The thread that this task is or that polls it, unless it may be one or another.
    pub(crate) fn thread_of(&self, task: TaskId) -> Option<TaskId> {
        match &self.tasks[task].polled {
            Some(polled) if polled.started.is_some() => polled.thread,
            _ => Some(task),
        }
    }

    /// This task stays on the thread of the current one.
    pub(crate) fn stays_here(&mut self, task: TaskId) {
        let thread = self.thread_of(self.current);
        if let Some(polled) = &mut self.tasks[task].polled {
            polled.thread = thread;
        }
    }

    /// The current task uses a value of its thread. Returns the thread; itself if that may
    /// be one or another, where it is not known who shares it.
    pub(crate) fn reaches_locals(&mut self) -> TaskId {
        if self.task().polled.is_none() {
            return self.current;
        }
        let Some(thread) = self.thread_of(self.current) else {
            self.guesses = true;
            return self.current;
        };
        self.touch(Key::Locals(thread), Mode::Changes);
        self.looks_around();
        thread
    }

    /// The poll of the current task is over.
    pub(crate) fn awaits_now(&mut self) {
        self.leaves_poll();
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
        let goes_on = |one: &Polled| one.blocks || one.budget > 0 && !one.stops;
        polled.is_none_or(|polled| goes_on(polled))
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
        let closure = |task: &Task| {
            let polled = task.polled.as_ref().filter(|one| one.blocks);
            polled.and_then(|one| one.started).filter(|_| !task.pending.is_end())
        };
        if let Some(at) = self.tasks.iter().find_map(closure)
            && !self.is_enabled(task)
        {
            // That one could go on.
            self.fail(Reason::Refusal(refusal(at, "has a thread of its own")));
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
