//! The exploration that an OS thread is in.

use std::cell::RefCell;
use std::collections::HashSet;
use std::mem::ManuallyDrop;
use std::panic::Location;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

use super::choice::Next;
use super::failure::Reason;
use super::run::Run;
use super::stopwatch::Stopwatch;
use super::strategy::Strategy;

/// Is told after each schedule how many there were, and perhaps how many are left.
pub(crate) type Watch = Box<dyn FnMut(usize, Option<u64>) + Send>;

/// An exploration: one schedule after the other.
pub(crate) struct Exploration {
    pub(crate) schedules: usize,
    /// The hash of each partial order that a schedule had.
    pub(crate) behaviours: HashSet<u64>,
    pub(crate) most_tasks: usize,
    pub(crate) most_steps: usize,
    pub(crate) most_left: usize,
    /// Whether the accesses that were seen are all that tasks have to do with each other.
    pub(crate) sees_all: bool,
    /// Whether something else could have been done than in any schedule here.
    pub(crate) guesses: bool,
    /// Whether something acted as it was dropped that tasks may have shared.
    pub(crate) drops_shared: bool,
    /// Whether a task looked at the clock, or waited for it, in one of them.
    pub(crate) timed: bool,
    /// Whether the program has paused the clock in each of them.
    pub(crate) is_paused: bool,
    /// Whether async tasks were those of a runtime with several threads, or ran beside others.
    pub(crate) has_workers: bool,
    /// How many schedules went on fairly: what else they might have done is not known.
    pub(crate) fair: usize,
    /// Whether the strategy has no schedule left.
    pub(crate) finished: bool,
    pub(crate) run: Run,
    pub(crate) strategy: Box<dyn Strategy>,
    max_schedules: usize,
    /// After so long no schedule begins any more.
    max_time: Option<Duration>,
    began: Stopwatch,
    watch: Option<Watch>,
    /// Whether the task that switches away has decided on an end.
    pub(super) stops: bool,
}

/// So many schedules that went on fairly are enough: each takes long.
const MOST_FAIR: usize = 1_000;

/// The first schedules repeat nothing of those before: many searches end with them, before
/// what was saved is of use.
const FIRST: usize = 4;

/// Whether a schedule runs.
static RUNS: AtomicBool = AtomicBool::new(false);

pub(crate) fn is_in_a_schedule() -> bool {
    RUNS.load(Ordering::Relaxed)
}

/// Notes whether one does.
pub(super) fn in_a_schedule(runs: bool) {
    RUNS.store(runs, Ordering::Relaxed);
}

thread_local! {
    /// Never dropped with its thread, as it is taken away before: each operation looks at
    /// it several times, and what is to be dropped is looked at more slowly.
    static EXPLORATION: ManuallyDrop<RefCell<Option<Exploration>>> =
        const { ManuallyDrop::new(RefCell::new(None)) };
}

impl Exploration {
    pub(crate) fn new(
        strategy: Box<dyn Strategy>,
        (max_schedules, max_time): (usize, Option<Duration>),
        watch: Option<Watch>,
        run: Run,
    ) -> Exploration {
        Exploration {
            schedules: 0,
            behaviours: HashSet::new(),
            most_tasks: 0,
            most_steps: 0,
            most_left: 0,
            sees_all: true,
            guesses: false,
            drops_shared: false,
            timed: false,
            is_paused: true,
            has_workers: false,
            fair: 0,
            finished: false,
            run,
            strategy,
            max_schedules,
            max_time,
            began: Stopwatch::start(),
            watch,
            stops: false,
        }
    }

    /// The next schedule begins. Returns `false` if there is none.
    pub(super) fn begin(&mut self) -> bool {
        static NUMBER: AtomicU64 = AtomicU64::new(1);

        in_a_schedule(false);
        if !self.run.is_lost() && !self.has_next() {
            return false;
        }
        self.stops = false;
        let same = self.strategy.same().filter(|_| self.schedules > FIRST);
        self.run.begin_like(same);
        self.run.reset(NUMBER.fetch_add(1, Ordering::Relaxed));
        self.run.add_task(None, None, Location::caller());
        in_a_schedule(true);
        true
    }

    /// The schedule that has run, if there is one, is over. Returns whether there is another.
    fn has_next(&mut self) -> bool {
        self.most_tasks = self.most_tasks.max(self.run.tasks.len());
        self.most_steps = self.most_steps.max(self.run.count());
        self.most_left = self.most_left.max(self.run.left);
        self.timed |= self.run.timed;
        self.has_workers |= self.run.has_workers;
        if self.schedules > 0 {
            if !self.run.is_known {
                self.behaviours.insert(self.run.trace.hash());
            }
            self.sees_all &= !self.run.skips_orders;
            self.guesses |= self.run.guesses;
            self.is_paused &= self.run.is_paused;
            self.drops_shared |= self.run.trace.drops_shared;
            let mut again = None;
            if self.run.is_fair() {
                self.run.tell_if_fair(&mut *self.strategy);
                again = self.run.goes_fair_sooner();
                self.fair += 1;
            }
            match again {
                _ if self.run.failure.is_some() => {}
                Some(steps) => self.strategy.goes_again(steps),
                None => self.strategy.ended(&mut self.run.trace),
            }
            let refused = matches!(self.run.failure, Some(Reason::Refusal(_)));
            if !refused && let Err(why) = self.strategy.accepts(&self.run.choices) {
                self.run.failure = Some(Reason::Refusal(why));
            }
            if let Some(watch) = &mut self.watch {
                // No more than this may still run.
                let most = (self.max_schedules - self.schedules) as u64;
                let left = self.strategy.left(self.schedules);
                let left = left.map(|left| left.min(most));
                watch(self.schedules, left);
            }
        }
        let is_enough =
            self.schedules == self.max_schedules || self.fair == MOST_FAIR;
        if self.run.failure.is_some() || is_enough {
            return false;
        }
        let is_late =
            self.max_time.is_some_and(|most| self.began.elapsed() >= most);
        if self.schedules > 0 && is_late {
            return false;
        }
        if !self.strategy.begin() {
            self.finished = true;
            return false;
        }
        self.schedules += 1;
        true
    }

    pub(super) fn next(&mut self) -> Next {
        match self.stops {
            true => Next::Stop,
            false => self.run.next_at_end(&mut *self.strategy),
        }
    }

    /// The current task does this, if it counts. Returns whether the schedule has failed.
    #[inline]
    pub(super) fn acts<R>(
        &mut self,
        act: impl FnOnce(&mut Run) -> R,
    ) -> Option<(R, bool)> {
        self.counts().then(|| (act(&mut self.run), self.run.failure.is_some()))
    }

    /// Whether what the current task does counts. It does not in a destructor that runs
    /// after the schedule was stopped, or after its task has ended.
    #[inline]
    pub(crate) fn counts(&mut self) -> bool {
        let Run { tasks, current, failure, .. } = &self.run;
        let task = tasks.get(*current);
        failure.is_none() && task.is_some_and(|task| !task.pending.is_end())
    }
}

/// Puts the exploration that this OS thread is in, or takes it away.
pub(super) fn set_exploration(
    exploration: Option<Exploration>,
) -> Option<Exploration> {
    EXPLORATION.with(|own| own.replace(exploration))
}

#[inline]
pub(crate) fn with_exploration<R>(
    act: impl FnOnce(&mut Exploration) -> R,
) -> Option<R> {
    EXPLORATION.with(|own| own.try_borrow_mut().ok()?.as_mut().map(act))
}
