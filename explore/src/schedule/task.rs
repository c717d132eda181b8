//! One task of a schedule.

use std::ops::Range;
use std::panic::Location;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::time::Duration;

use super::heard::Joined;
use super::hook::Heard;
use super::parts::Parts;
use crate::model::arms::Arms;
use crate::model::op::Wait;
use crate::model::pending::Pending;
use crate::model::{Moment, ObjectId, ScopeId, TaskId};

pub(crate) struct Task {
    pub(crate) name: Option<String>,
    pub(crate) pending: Pending,
    /// Where in the source.
    pub(crate) at: &'static Location<'static>,
    /// The number of the object or task to which it has come there, if it is known.
    pub(super) on: usize,
    pub(crate) scope: Option<ScopeId>,
    pub(crate) unparked: bool,
    pub(super) used: Used,
    /// Whether another task has waited for its end.
    pub(crate) is_joined: bool,
    /// Of an async task.
    pub(crate) polled: Option<Box<Polled>>,
    /// Whether the record says that it waits.
    pub(crate) waits: bool,
    /// Where it yielded last and how many changes there had been.
    pub(super) yielded: Option<(&'static Location<'static>, u64)>,
    /// How often it has yielded there one after the other, and changed nothing for sure
    /// in between.
    pub(crate) rounds: u32,
    /// Whether it unwinds because of a panic, as far as is known.
    pub(crate) unwinds: bool,
    /// Whether it has come to an operation since it unwinds, in a destructor.
    pub(super) in_destructor: bool,
    /// How much it is inside of that catches panics and has begun there.
    pub(super) catches: usize,
    /// Its last panic.
    pub(super) heard: Option<Box<Heard>>,
    /// The last panic of another task that it was told of.
    pub(super) joined: Option<Box<Joined>>,
    /// How many operations it has come to.
    pub(super) operations: usize,
    pub(crate) looks: Looks,
    /// The arms of the select of which it has taken one and recorded nothing yet.
    pub(crate) selected: Option<Arms>,
    /// When it did the last thing that it had to do.
    pub(super) ended_at: Moment,
    /// What was told of its end.
    pub(super) told: Told,
}

/// Whether the token that a task has was used up in a wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Used {
    No,
    /// If the task came to its wait before that was over, which no step tells.
    IfItWaited,
    Perhaps,
}

/// What was told of the end of a task.
#[derive(Default)]
pub(super) struct Told {
    pub(super) has_ended: bool,
    /// Where somebody was told that it still runs, though it had nothing left to do.
    pub(super) runs: Vec<&'static Location<'static>>,
}

/// What a task has seen of the clock.
#[derive(Clone, Copy, Default)]
pub(crate) struct Looks {
    /// Where it looked last, and how many changes and operations of its own there had
    /// been.
    pub(super) last: Option<(&'static Location<'static>, u64, usize)>,
    /// How many steps there had been of all tasks when it looked last.
    pub(crate) after: Option<usize>,
    /// How often it has looked there one after the other.
    pub(super) times: u32,
    /// How much time passes next.
    pub(super) passes: Duration,
    /// Whether it has looked since it yielded last.
    pub(super) since: bool,
    /// Whether time may pass for it while it repeats itself.
    pub(super) watches: bool,
}

impl Looks {
    /// The task yields: if it does so in vain, it waits for time too if it has looked.
    pub(super) fn yields(&mut self) {
        self.watches = std::mem::take(&mut self.since);
    }
}

/// What an async task has in addition.
pub(crate) struct Polled {
    pub(crate) flag: Arc<Flag>,
    pub(crate) aborted: bool,
    /// Whether it was aborted between two polls: then it does not go on at its next await,
    /// though it may not seem to wait there.
    pub(crate) stops: bool,
    /// How many awaits it may still go on from in this poll.
    pub(crate) budget: usize,
    /// Where in the source it was started; not what a thread blocks on.
    pub(crate) started: Option<&'static Location<'static>>,
    /// The runtime that it belongs to.
    pub(super) runtime: usize,
    /// The thread that polls it, unless it may be one or another.
    pub(super) thread: Option<TaskId>,
    /// Whether it is a closure that may block, which has a thread of its own.
    pub(crate) blocks: bool,
    /// Whether it counts as one that has begun, though it has done nothing so far.
    pub(crate) has_begun: bool,
    /// What it found not ready when it was polled last.
    pub(crate) awaits: Vec<(Option<ObjectId>, Wait)>,
    /// The futures that it polls or drops and that may be dropped half-way.
    pub(super) parts: Parts,
    /// The memory in which its future lies.
    pub(crate) lies: Range<usize>,
}

/// Whether a task was woken since it was polled last.
pub(crate) struct Flag {
    pub(crate) task: TaskId,
    pub(crate) woken: AtomicBool,
}

impl Polled {
    /// Of this task of a runtime, which is ready to run and whose future lies there.
    pub(super) fn woken(
        task: TaskId,
        runtime: usize,
        lies: Range<usize>,
    ) -> Polled {
        Polled {
            flag: Arc::new(Flag { task, woken: AtomicBool::new(true) }),
            aborted: false,
            stops: false,
            budget: 0,
            started: None,
            runtime,
            thread: None,
            blocks: false,
            has_begun: false,
            awaits: Vec::new(),
            parts: Parts::default(),
            lies,
        }
    }
}

impl Task {
    /// A task that has not begun.
    #[inline]
    pub(super) fn new(
        scope: Option<ScopeId>,
        at: &'static Location<'static>,
    ) -> Task {
        Task {
            name: None,
            pending: Pending::Start,
            at,
            on: 0,
            scope,
            unparked: false,
            used: Used::No,
            is_joined: false,
            polled: None,
            waits: false,
            yielded: None,
            rounds: 0,
            unwinds: false,
            in_destructor: false,
            catches: 0,
            heard: None,
            joined: None,
            operations: 0,
            looks: Looks::default(),
            selected: None,
            ended_at: Moment::ZERO,
            told: Told::default(),
        }
    }

    /// It has come as far as the other, which is the same task in another schedule. It is one
    /// that is not polled, and has not panicked.
    pub(super) fn copy_from(&mut self, other: &Task) {
        self.pending = other.pending;
        self.at = other.at;
        self.on = other.on;
        self.scope = other.scope;
        self.unparked = other.unparked;
        self.used = other.used;
        self.is_joined = other.is_joined;
        self.ended_at = other.ended_at;
        self.waits = other.waits;
        self.yielded = other.yielded;
        self.rounds = other.rounds;
        self.unwinds = other.unwinds;
        self.in_destructor = other.in_destructor;
        self.catches = other.catches;
        self.operations = other.operations;
        self.looks = other.looks;
        self.selected = other.selected;
    }

    /// Whether it is none that a runtime polls: it has a thread, whatever it does there.
    pub(super) fn is_thread(&self) -> bool {
        self.polled.as_ref().is_none_or(|polled| polled.started.is_none())
    }

    pub(crate) fn is_woken(&self) -> bool {
        let woken = |polled: &Polled| polled.flag.woken.load(Relaxed);
        self.polled.as_deref().is_some_and(woken)
    }
}
