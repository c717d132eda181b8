//! What the async tasks of one schedule have in common.

use std::panic::Location;
use std::task::Waker;

use crate::model::{Moment, ObjectId, TaskId};

/// What kind of runtime it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Flavor {
    /// Whether all of its tasks share one thread.
    pub has_one_thread: bool,
    /// Whether its tasks can wait for the clock.
    pub has_timers: bool,
    /// Whether its clock is paused from the start. Then time passes only when no task can go
    /// on, unless others run already.
    pub is_paused: bool,
}

impl Flavor {
    /// Of one that has one thread, or several, and timers.
    pub const fn new(has_one_thread: bool) -> Flavor {
        Flavor { has_one_thread, has_timers: true, is_paused: false }
    }
}

/// A runtime that blocks on a future, or has done so.
struct Runtime {
    flavor: Flavor,
    /// The runtime on which its future starts tasks, if that is another one.
    starts_on: Option<usize>,
    /// Who began it, and polls its tasks if they share one thread.
    by: TaskId,
    /// Whether they do, and it matters who is polled.
    shares: bool,
    /// The task that this thread polls, if it matters.
    polls: Option<TaskId>,
}

/// What the tasks of all runtimes have in common.
#[derive(Default)]
pub(crate) struct Async {
    runtimes: Vec<Runtime>,
    /// Whether the task that runs has done nothing yet since it was chosen: then there
    /// is no need to choose again before its next operation.
    pub(crate) fresh: bool,
    /// The closure that runs as if it had a thread of its own.
    pub(crate) at_one_go: Option<&'static Location<'static>>,
    /// Whether tasks are polled on threads of their own, and not in turn.
    pub(crate) workers: bool,
    timers: Vec<(u64, Moment, Waker)>,
    next_timer: u64,
    /// The waits that have begun and are neither over nor given up, polled or not.
    begun: Vec<Begun>,
    next_wait: u64,
}

/// A wait of an async task, which keeps its place in a queue while it lasts.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Begun {
    number: u64,
    pub(crate) task: TaskId,
    pub(crate) object: ObjectId,
    pub(crate) at: &'static Location<'static>,
    /// Whether the last poll of the task polled it.
    polled: bool,
}

impl Async {
    /// Of tasks that are polled on threads of their own, or in turn.
    pub(crate) fn new(workers: bool) -> Async {
        Async { workers, ..Async::default() }
    }

    /// Adds a runtime that this task begins, or a thread that waits for a future of the one
    /// with this number. Only where tasks are polled on threads of their own it matters who
    /// is polled of those that share one.
    pub(super) fn begin(
        &mut self,
        flavor: Flavor,
        starts_on: Option<usize>,
        by: TaskId,
    ) -> usize {
        let shares = flavor.has_one_thread && self.workers;
        // One that has ended has no number any more.
        let starts_on = starts_on.filter(|&other| other < self.runtimes.len());
        let polls = None;
        self.runtimes.push(Runtime { flavor, starts_on, by, shares, polls });
        self.runtimes.len() - 1
    }

    /// The runtime on which a task of this one starts tasks.
    pub(super) fn starts_on(&self, runtime: usize) -> usize {
        let one = self.runtimes.get(runtime);
        one.and_then(|one| one.starts_on).unwrap_or(runtime)
    }

    /// What kind of runtime the one with this number is.
    pub(super) fn flavor(&self, runtime: usize) -> Option<Flavor> {
        self.runtimes.get(runtime).map(|one| one.flavor)
    }

    /// The runtime on which a thread starts a task that belongs to none: the first one with
    /// several threads, if there is one.
    pub(super) fn with_threads(&self) -> usize {
        let several = |one: &Runtime| !one.shares;
        self.runtimes.iter().position(several).unwrap_or(0)
    }

    /// The thread that polls all tasks of this runtime, if there is one.
    pub(super) fn thread(&self, runtime: usize) -> Option<TaskId> {
        let one = self.runtimes.get(runtime);
        one.filter(|one| one.flavor.has_one_thread).map(|one| one.by)
    }

    /// Whether the thread that would poll this task is free for it.
    pub(super) fn may_poll(&self, task: TaskId, runtime: usize) -> bool {
        let polls = self.runtimes.get(runtime).and_then(|one| one.polls);
        polls.is_none_or(|polls| polls == task)
    }

    /// The runtime polls this task now.
    pub(super) fn polls(&mut self, task: TaskId, runtime: usize) {
        let one = self.runtimes.get_mut(runtime);
        if let Some(one) = one.filter(|one| one.shares) {
            one.polls = Some(task);
        }
    }

    /// The poll of this task is over, or lets others go first.
    pub(super) fn leaves(&mut self, task: TaskId) {
        for one in &mut self.runtimes {
            one.polls = one.polls.filter(|&polls| polls != task);
        }
    }

    /// Whether other tasks may come in before each operation of the one that runs.
    pub(crate) fn interrupts(&self) -> bool {
        self.workers && self.at_one_go.is_none()
    }

    pub(crate) fn moments(&self) -> impl Iterator<Item = Moment> {
        self.timers.iter().map(|&(_, moment, _)| moment)
    }

    /// Wakes who waits for this moment or an earlier one.
    pub(crate) fn wake(&mut self, now: Moment) {
        self.timers.retain(|(_, moment, waker)| {
            if *moment <= now {
                waker.wake_by_ref();
            }
            *moment > now
        });
    }

    /// Adds a timer, or changes the one with this number; 0 for a new one.
    pub(crate) fn set_timer(&mut self, id: u64, at: Moment, waker: Waker) -> u64 {
        self.remove_timer(id);
        let id = if id == 0 {
            self.next_timer += 1;
            self.next_timer
        } else {
            id
        };
        self.timers.push((id, at, waker));
        id
    }

    /// The task is polled: what it waits for is asked again, or not.
    pub(crate) fn begin_poll(&mut self, task: TaskId) {
        let own = |begun: &&mut Begun| begun.task == task;
        self.begun.iter_mut().filter(own).for_each(|begun| begun.polled = false);
    }

    /// A wait of the task is polled in vain: the one with this number, 0 for a new one.
    /// Returns its number.
    pub(crate) fn wait_goes_on(
        &mut self,
        number: u64,
        task: TaskId,
        object: ObjectId,
        at: &'static Location<'static>,
    ) -> u64 {
        let same = |begun: &&mut Begun| begun.number == number;
        if let Some(begun) = self.begun.iter_mut().find(same) {
            (begun.task, begun.polled) = (task, true);
            return number;
        }
        self.next_wait += 1;
        let number = self.next_wait;
        self.begun.push(Begun { number, task, object, at, polled: true });
        number
    }

    /// The wait with this number is over or given up.
    pub(crate) fn wait_is_over(&mut self, number: u64) {
        self.begun.retain(|begun| begun.number != number);
    }

    /// The waits that have begun and that nobody polls.
    pub(crate) fn unpolled(&self) -> impl Iterator<Item = Begun> {
        self.begun.iter().copied().filter(|begun| !begun.polled)
    }

    pub(crate) fn remove_timer(&mut self, id: u64) {
        self.timers.retain(|&(timer, ..)| timer != id);
    }
}
