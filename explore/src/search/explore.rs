use std::collections::BTreeMap;
use std::ops::RangeInclusive;
use std::panic::Location;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use super::bounded::Bounded;
use super::every::Every;
use super::name::{Name, NotASchedule};
use super::parting::Parting;
use super::pct::Pct;
use super::random::Random;
use super::reduced::Reduced;
use super::replay::Replay;
use crate::model::fault::Fault;
use crate::report::calls::Tells;
use crate::report::failure::{Cause, Failure};
use crate::report::passed::Passed;
use crate::report::record::Record;
use crate::report::report::Report;
use crate::schedule::calls::Stacks;
use crate::schedule::exploration::{Exploration, Watch};
use crate::schedule::failure::{Lets, Reason, Stay};
use crate::schedule::run::Run;
use crate::schedule::schedules::Program;
use crate::schedule::strategy::Strategy;

/// How to explore: which schedules, and how far to go.
///
/// ```
/// let report = explore::Explore::every().max_schedules(1_000).run(|| {});
/// assert_eq!(report.schedules, 1);
/// ```
pub struct Explore {
    strategy: Box<dyn Strategy>,
    max_schedules: usize,
    max_time: Option<Duration>,
    max_steps: usize,
    /// After how many operations a schedule goes on fairly, if not after the most.
    fair_after: Option<usize>,
    jumps: usize,
    lets: Lets,
    fault: Option<Fault>,
    watch: Option<Watch>,
    tells: Option<Tells>,
    replays: bool,
}

impl Explore {
    /// Every schedule, depth first, whether or not its order makes a difference.
    pub fn every() -> Explore {
        Explore::with(Box::new(Every::default()))
    }

    /// One schedule for each behaviour: of the schedules that differ only in the order of
    /// operations that nobody can tell, one. So it comes to its end in far fewer schedules
    /// than [`every`](Explore::every), and finds mistakes sooner.
    ///
    /// It sees what operations touch, and an [`Arc`](crate::sync::Arc) is no operation:
    ///
    /// - What acts as it is dropped, such as a sender of a channel, and did not lie on the
    ///   stack of its task may be owned by an `Arc`, and any task might have dropped the
    ///   last clone. Such a drop is tried before and after whatever other tasks do, so
    ///   there are more schedules than behaviours. A `drop` of the program's own says so
    ///   with [`acts_when_dropped`](crate::acts_when_dropped).
    /// - It is no proof if the program asks what an `Arc` counts, with
    ///   [`strong_count`](crate::sync::Arc::strong_count),
    ///   [`try_unwrap`](crate::sync::Arc::try_unwrap),
    ///   [`Weak::upgrade`](crate::sync::Weak::upgrade) or another function whose result
    ///   depends on it, or if one of its `drop`s acts and does not say so. Nobody notices
    ///   that here.
    ///
    /// Of async tasks it sees what each turn touches: what is polled, dropped half-way,
    /// woken or aborted. Tasks of a `LocalSet` may share what no step tells of, a cell say:
    /// from the first one on each order of the turns is run. If an async task waits by
    /// looking at the clock again and again, the report is not exhaustive.
    ///
    /// With a clock that may come early ([`racing_clock`](Explore::racing_clock)), each of
    /// its jumps is tried before and after whatever tasks do, and the orders of what tasks
    /// do are reduced as without.
    pub fn reduced() -> Explore {
        Explore::with(Box::new(Reduced::default()))
    }

    /// Every schedule in which a task that could go on is interrupted so many times at
    /// most, depth first. Most mistakes need one or two interruptions (Musuvathi and
    /// Qadeer, "Iterative Context Bounding", PLDI 2007), so this finds a short story of
    /// a failure.
    pub fn bounded(interruptions: usize) -> Explore {
        Explore::with(Box::new(Bounded::new(interruptions)))
    }

    /// So many random schedules. The same seed gives the same ones.
    pub fn random(schedules: usize, seed: u64) -> Explore {
        Explore::with(Box::new(Random::new(schedules, seed)))
            .max_schedules(schedules)
    }

    /// So many random schedules. A task runs until it waits; at `depth - 1` random places
    /// another task gets the turn. The same seed gives the same schedules.
    ///
    /// # Panics
    ///
    /// If `depth` is 0.
    pub fn pct(depth: usize, schedules: usize, seed: u64) -> Explore {
        Explore::pct_of_depths(depth..=depth, schedules, seed)
    }

    /// Like [`pct`](Explore::pct), with these depths in turn: who does not know how many
    /// badly placed switches a mistake takes tries several numbers.
    ///
    /// # Panics
    ///
    /// If there is no depth, or one of them is 0.
    pub fn pct_of_depths(
        depths: RangeInclusive<usize>,
        schedules: usize,
        seed: u64,
    ) -> Explore {
        let is_some = *depths.start() > 0 && !depths.is_empty();
        assert!(is_some, "there are depths, of 1 or more");
        Explore::with(Box::new(Pct::new(depths, schedules, seed)))
            .max_schedules(schedules)
    }

    /// The schedule with this name, which [`Failure::replay`] returns: the same program runs
    /// in it once more, and fails in it again. The name knows how often the clock may jump,
    /// whether async tasks are interrupted, and after how many operations the schedule goes on
    /// fairly. It does not know [`max_steps`](Explore::max_steps),
    /// [`leaves_tasks`](Explore::leaves_tasks), [`leaves_tasks_at`](Explore::leaves_tasks_at)
    /// and [`forgives_panics`](Explore::forgives_panics): set them as they were.
    ///
    /// If the program is another one by now, so that its tasks come to other choices, then
    /// [`run`](Explore::run) panics and says so.
    ///
    /// ```
    /// use explore::{sync::Mutex, thread};
    ///
    /// let program = || {
    ///     let order = Mutex::new(String::new());
    ///     thread::scope(|scope| {
    ///         scope.spawn(|| order.lock().unwrap().push('a'));
    ///         scope.spawn(|| order.lock().unwrap().push('b'));
    ///     });
    ///     assert_eq!(*order.lock().unwrap(), "ab");
    /// };
    /// let report = explore::every(program);
    /// let name = report.found().replay();
    /// let again = explore::Explore::replay(name).unwrap().run(program);
    /// assert_eq!(again.schedules, 1);
    /// assert_eq!(again.found().cause, report.found().cause);
    /// ```
    ///
    /// # Errors
    ///
    /// If the text is not the name of a schedule.
    pub fn replay(name: &str) -> Result<Explore, NotASchedule> {
        let name: Name = name.parse()?;
        Ok(Explore::like(&name, Box::new(Replay::new(name.clone()))))
    }

    /// The schedule with this name for so many choices. The next choice takes another way:
    /// of those that there are, the one with this number, from 0. After that each task goes
    /// on until it waits. [`Report::passed`] tells what the tasks did if that fails no more.
    ///
    /// Where a schedule fails and one that parts from it late does not, the steps in which
    /// they differ tell why (Choi and Zeller, "Isolating Failure-Inducing Thread
    /// Schedules", ISSTA 2002).
    ///
    /// [`run`](Explore::run) panics if the choice has no such way.
    ///
    /// ```
    /// use explore::{Explore, sync::Mutex, thread};
    ///
    /// let program = || {
    ///     let order = Mutex::new(String::new());
    ///     thread::scope(|scope| {
    ///         scope.spawn(|| order.lock().unwrap().push('a'));
    ///         scope.spawn(|| order.lock().unwrap().push('b'));
    ///     });
    ///     assert_eq!(*order.lock().unwrap(), "ab");
    /// };
    /// let report = explore::every(program);
    /// let failure = report.found();
    /// let parts = |choices| {
    ///     let parting = Explore::parting(failure.replay(), choices, 0).unwrap();
    ///     parting.run(program).passed.is_some()
    /// };
    /// assert!((0..failure.choices).any(parts));
    /// ```
    ///
    /// # Errors
    ///
    /// If the text is not the name of a schedule.
    pub fn parting(
        name: &str,
        choices: usize,
        way: usize,
    ) -> Result<Explore, NotASchedule> {
        let name: Name = name.parse()?;
        let strategy = Parting::new(&name, choices, way);
        Ok(Explore::like(&name, Box::new(strategy)))
    }

    /// Ends after so many schedules. Without this, a million.
    pub fn max_schedules(mut self, schedules: usize) -> Explore {
        self.max_schedules = schedules;
        self
    }

    /// Begins no schedule after so long, but for the first, as a [`Stopwatch`] has it. How
    /// many there are by then is not the same each time. Without this, time has no part.
    pub fn max_time(mut self, time: Duration) -> Explore {
        self.max_time = Some(time);
        self
    }

    /// A schedule with more operations than this goes on fairly: each task has its turns,
    /// in an order that nothing explores, and now and then time passes. If the schedule has
    /// not ended after as many operations more, it fails. Without this, 20,000.
    ///
    /// What is done fairly is not explored, so nothing is exhaustive then. After one such
    /// schedule, others go on fairly after a twentieth of this. After 1,000 such schedules the
    /// search ends.
    pub fn max_steps(mut self, steps: usize) -> Explore {
        self.max_steps = steps;
        self
    }

    /// The clock may jump to the next moment that a task waits for while others could go
    /// on, so many times at most in a schedule: a timeout races with what it guards
    /// against, as it does on a busy machine. Without this the clock moves only when
    /// nobody can go on, which is exact where a program is about time.
    ///
    /// What is exhaustive is so for this many jumps. A schedule with a name has its own
    /// number of jumps.
    pub fn racing_clock(mut self, jumps: usize) -> Explore {
        if self.replays {
            return self;
        }
        self.jumps = jumps;
        self
    }

    /// When the program has ended, tasks that can go no further are left behind, as threads
    /// are that nobody joins. Time passes no more for them. Without this, it is a deadlock.
    ///
    /// What a thread waits for then is no step, so it races with none. The reduced search is
    /// not exhaustive where one is left behind that could have gone before another, which
    /// holds a lock now, say.
    ///
    /// ```
    /// use explore::{Explore, sync::mpsc, thread};
    ///
    /// let report = Explore::every().leaves_tasks().run(|| {
    ///     let (jobs, todo) = mpsc::channel::<u8>();
    ///     thread::spawn(move || for _ in todo {});
    ///     std::mem::forget(jobs); // a static would hold it, say
    /// });
    /// assert_eq!(report.clean_in_all().left, 1);
    /// ```
    pub fn leaves_tasks(mut self) -> Explore {
        self.lets.stay = Stay::Anywhere;
        self
    }

    /// The same, but only if each of them waits, or sleeps, in one of these calls.
    ///
    /// ```
    /// use explore::{Explore, sync::mpsc, thread};
    ///
    /// let program = || {
    ///     let (jobs, todo) = mpsc::channel::<u8>();
    ///     thread::spawn(move || for _ in todo {});
    ///     std::mem::forget(jobs); // a static would hold it, say
    /// };
    /// let places = vec![explore::every(program).found().waiting[0].location].leak();
    /// let report = Explore::every().leaves_tasks_at(places).run(program);
    /// assert_eq!(report.clean_in_all().left, 1);
    /// ```
    pub fn leaves_tasks_at(
        mut self,
        places: &'static [&'static Location<'static>],
    ) -> Explore {
        self.lets.stay = Stay::At(places);
        self
    }

    /// A panic of a task that nobody joins is no failure, as it is none of a process.
    pub fn forgives_panics(mut self) -> Explore {
        self.lets.panic = true;
        self
    }

    /// Async tasks of a runtime with worker threads are interrupted wherever they do
    /// something, and not at awaits alone: see
    /// [`block_on_workers`](crate::tasks::block_on_workers). There are as many threads as
    /// tasks. The tasks of a `LocalSet`, and those of a runtime with one thread, do not
    /// interrupt each other.
    ///
    /// Beside async tasks there may be threads of other kinds: those that the program
    /// starts, each with a runtime of its own perhaps, and closures that
    /// [block](crate::tasks::spawn_blocking). All of them interrupt the tasks of any
    /// runtime but those of a `LocalSet`, beside which threads are refused.
    ///
    /// Nothing is exhaustive then: nobody comes in before what a model does not announce
    /// with [`begins`](crate::tasks::begins), such as the clone of a sender.
    pub fn on_workers(mut self) -> Explore {
        self.lets.workers = true;
        self
    }

    /// Calls `watch` after each schedule, with how many there were and how many are left.
    ///
    /// What is left is an estimate where a tree of choices is searched: each part of it
    /// counts as if all the ways of a choice led to as many schedules (Knuth, "Estimating
    /// the Efficiency of Backtrack Programs", 1975). It may be far off at first, and is
    /// `None` while nothing can be told. It is never more than
    /// [`max_schedules`](Explore::max_schedules) lets run.
    pub fn watch(
        mut self,
        mut watch: impl FnMut(Progress) + Send + 'static,
    ) -> Explore {
        self.watch = Some(Box::new(move |schedules, left| {
            watch(Progress { schedules, left });
        }));
        self
    }

    /// Sees at each step which calls are under way, for [`Step::calls`](crate::Step::calls)
    /// of a failure. Those count that are made in a file of whose path `tells` says so.
    ///
    /// This takes some microseconds a step, and some milliseconds in the end, so it is for
    /// a schedule that is run once more.
    pub fn with_calls(
        mut self,
        tells: impl Fn(&str) -> bool + Send + 'static,
    ) -> Explore {
        self.tells = Some(Box::new(tells));
        self
    }

    /// Runs the program again and again, silently, until it fails or there is nothing
    /// left to explore.
    ///
    /// # Panics
    ///
    /// If the program cannot be explored: it does not do the same each time, or what it
    /// shares outlives a schedule.
    #[track_caller]
    pub fn run(self, program: impl Fn() + Send + Sync + 'static) -> Report {
        self.run_program(Arc::new(program))
    }

    #[track_caller]
    fn run_program(self, program: Program) -> Report {
        let mut run = Run::new(0, self.max_steps, self.jumps);
        run.trace.fault = self.fault;
        run.max_unfair = self.fair_after.unwrap_or(self.max_steps);
        run.lets = self.lets;
        run.stacks = self.tells.is_some().then(Stacks::default);
        let most = (self.max_schedules, self.max_time);
        let exploration = Exploration::new(self.strategy, most, self.watch, run);
        match report(exploration.run(program), self.tells.as_ref()) {
            Ok(report) => report,
            Err(why) => panic!("cannot explore: {why}"),
        }
    }

    /// Runs the program as [`run`](Explore::run) does and counts what it returns: each
    /// result with the number of schedules that had it.
    ///
    /// # Panics
    ///
    /// If the program fails or cannot be explored.
    #[track_caller]
    pub fn outcomes<T>(
        self,
        program: impl Fn() -> T + Send + Sync + 'static,
    ) -> (BTreeMap<T, usize>, Report)
    where
        T: Ord + Send + 'static,
    {
        let counts = Arc::new(Mutex::new(BTreeMap::new()));
        let counted = counts.clone();
        let report = self.run(move || {
            let outcome = program();
            let mut counts = counted.lock().unwrap_or_else(PoisonError::into_inner);
            *counts.entry(outcome).or_insert(0) += 1;
        });
        report.clean();
        let mut counts = counts.lock().unwrap_or_else(PoisonError::into_inner);
        (std::mem::take(&mut counts), report)
    }

    /// Forgets something of what may not be swapped, to see that this is found.
    #[doc(hidden)]
    pub fn with_fault(mut self, fault: Fault) -> Explore {
        self.fault = Some(fault);
        self
    }

    /// By the rules of a schedule with a name.
    fn like(name: &Name, strategy: Box<dyn Strategy>) -> Explore {
        let (jumps, fair_after) = (name.jumps, name.fair_after);
        let lets = Lets { workers: name.workers, ..Lets::default() };
        let explore = Explore::with(strategy);
        Explore { jumps, fair_after, lets, replays: true, ..explore }
    }

    fn with(strategy: Box<dyn Strategy>) -> Explore {
        Explore {
            strategy,
            max_schedules: 1_000_000,
            max_time: None,
            max_steps: 20_000,
            fair_after: None,
            jumps: 0,
            lets: Lets::default(),
            fault: None,
            watch: None,
            tells: None,
            replays: false,
        }
    }
}

impl std::fmt::Debug for Explore {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Explore")
            .field("max_schedules", &self.max_schedules)
            .field("max_time", &self.max_time)
            .field("max_steps", &self.max_steps)
            .field("racing_clock", &self.jumps)
            .finish_non_exhaustive()
    }
}

/// How far an exploration has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Progress {
    /// How many schedules ran.
    pub schedules: usize,
    /// How many are left, as far as can be told.
    pub left: Option<u64>,
}

fn report(
    mut exploration: Exploration,
    tells: Option<&Tells>,
) -> Result<Report, String> {
    let schedules = exploration.schedules;
    let freed_by = exploration.run.record_freed();
    let mut record = Record::new(&exploration.run, tells);
    let run = &exploration.run;
    let workers = run.lets.workers;
    let name = Name::new(&run.choices, run.jumps, run.has_workers && workers);
    let cause = match exploration.run.failure {
        None => None,
        Some(Reason::Refusal(why)) => return Err(why),
        Some(Reason::Deadlock) => Some(Cause::Deadlock),
        Some(Reason::Blocked(task)) => {
            Some(Cause::Blocked { task: record.task_name(task) })
        }
        Some(Reason::Freed { task, .. }) => Some(Cause::Freed {
            task: record.task_name(task),
            by: record.task_name(freed_by.expect("it is kept")),
        }),
        Some(Reason::StepLimit(steps)) => Some(Cause::StepLimit { steps }),
        Some(Reason::Panic { task, message, file, line, steps, .. }) => {
            record.truncate(steps);
            Some(Cause::Panic { task: record.task_name(task), message, file, line })
        }
    };
    let (passed, failure) = match cause {
        None => (Some(Passed::new(record)), None),
        Some(cause) => {
            let choices = exploration.run.choices.places.len();
            let name = (name.to_string(), choices);
            (None, Some(Failure::new(cause, schedules, name, record)))
        }
    };
    Ok(Report {
        schedules,
        behaviours: exploration.behaviours.len(),
        exhaustive: exploration.finished
            && exploration.strategy.is_exhaustive()
            && exploration.fair == 0
            && !(exploration.has_workers && workers)
            && !exploration.guesses
            && (exploration.sees_all || !exploration.strategy.keeps_events()),
        tasks: exploration.most_tasks,
        steps: exploration.most_steps,
        fair: exploration.fair,
        left: exploration.most_left,
        timed: exploration.timed,
        drops_shared: exploration.drops_shared,
        has_workers: exploration.has_workers,
        jumps: if exploration.is_paused { 0 } else { exploration.run.jumps },
        passed,
        failure,
    })
}
