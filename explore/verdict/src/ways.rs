//! The searches for a failing schedule.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, Location};
use std::sync::atomic::Ordering::SeqCst;
use std::time::Duration;

use explore::{Cause, Explore, Failure, Report, Stopwatch, quietly};
use statics::Statics;

use crate::Check;
use crate::entry::{BEGUN, FAILED, LEFT, UNKNOWN};
use crate::plan::{CUT, Kind, Plan};
use crate::sometimes::{self, Held};

/// How a search goes through schedules in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Order {
    /// One for each behaviour.
    Reduced,
    /// All of them.
    Every,
    /// Those with so few interruptions.
    Bounded(usize),
    /// The same, of async tasks on worker threads.
    Workers(usize),
}

/// One of the searches for a failing schedule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Way {
    Order(Order),
    Random,
    Priorities,
    /// Random ones of async tasks on worker threads.
    Workers,
    /// The one schedule that is asked for.
    Again,
}

/// The searches of an exercise. What is found is found soonest by the first, which is a
/// proof too of most programs; the second is one of all.
const SEARCHES: [Way; 4] = [
    Way::Order(Order::Reduced),
    Way::Order(Order::Every),
    Way::Random,
    Way::Priorities,
];

/// A check, what its program is given, and the title of a claim that [`sometimes`] should
/// hold and is to fail where it does not.
///
/// [`sometimes`]: fn@crate::sometimes
pub(crate) type Program<'a> = (&'a Check, usize, Option<&'static str>);

/// What one search has found.
#[derive(Clone)]
pub(crate) struct Found {
    pub(crate) report: Report,
    /// What should hold sometimes, and whether it has.
    pub(crate) held: Held,
    /// The schedules of a program that were cut off.
    pub(crate) cut: Cut,
}

/// The schedules of a program that were cut off. Each takes much room, so most are only
/// counted.
#[derive(Clone, Default)]
pub(crate) struct Cut {
    pub(crate) times: usize,
    pub(crate) first: Option<Failure>,
    /// The first of which it is known that it would have no end.
    pub(crate) endless: Option<Failure>,
}

impl Cut {
    fn push(&mut self, failure: Failure, is_endless: &dyn Fn(&Failure) -> bool) {
        self.times += 1;
        if self.endless.is_none() && is_endless(&failure) {
            self.endless = Some(failure);
        } else if self.first.is_none() {
            self.first = Some(failure);
        }
    }

    /// One of them.
    pub(crate) fn any(&self) -> Option<&Failure> {
        self.first.as_ref().or(self.endless.as_ref())
    }
}

/// A [`Program`] by the name of its check.
type Told = (&'static str, usize, Option<&'static str>);

/// What is looked through, and what was found so far.
pub(crate) struct Ways {
    /// How many schedules for each of them.
    pub(crate) schedules: usize,
    /// Of a program that is no answer.
    pub(crate) plan: Option<Plan>,
    /// Whether the reduced search is a proof when it comes to its end. Then it gets the
    /// schedules of the one of all orders as well.
    proves: bool,
    /// The name of the only schedule that is run, if there is one.
    again: Option<String>,
    /// What was found in order, by check, size and the claim that was told: no seed
    /// changes it.
    found: RefCell<BTreeMap<(Told, Order), Found>>,
    /// What each schedule finds in the statics of what is explored, as no other one has
    /// run before; nothing where it finds what the last one has left.
    statics: Option<&'static Statics>,
    /// The calls in which tasks wait that may be left behind, beside what the subject
    /// says.
    daemons: &'static [&'static Location<'static>],
}

impl Ways {
    /// An answer has no plan, and may have a schedule that is run again.
    pub(crate) fn new(
        schedules: usize,
        proves: bool,
        plan: Option<Plan>,
        again: Option<String>,
    ) -> Ways {
        let again =
            again.or_else(|| plan.as_ref().and_then(|plan| plan.replay.clone()));
        let (found, statics) = (RefCell::default(), None);
        Ways { schedules, proves, plan, again, found, statics, daemons: &[] }
    }

    /// The same, where each schedule finds these statics as they were.
    pub(crate) fn put_back(self, statics: Option<Statics>) -> Ways {
        // They are as long as the process is.
        let statics = statics.map(|statics| &*Box::leak(Box::new(statics)));
        Ways { statics, ..self }
    }

    /// The same for a program whose tasks may be left behind where they wait in these
    /// calls, and in those in which they may be already.
    pub(crate) fn with_daemons(
        &self,
        more: impl Iterator<Item = &'static Location<'static>>,
    ) -> Ways {
        let all: BTreeSet<_> = self.daemons.iter().copied().chain(more).collect();
        Ways {
            plan: self.plan.clone(),
            again: self.again.clone(),
            found: RefCell::default(),
            // There are no more of them than calls in the program.
            daemons: Vec::from_iter(all).leak(),
            ..*self
        }
    }

    /// How many schedules a check gets for each of them.
    pub(crate) fn most(&self, check: &Check) -> usize {
        self.schedules.min(check.schedules)
    }

    /// Which searches there are, in order.
    pub(crate) fn searches(&self) -> Vec<Way> {
        if self.again().is_some() {
            return vec![Way::Again];
        }
        match self.plan.as_ref().map(|plan| plan.kind) {
            None | Some(Kind::Mixed) => SEARCHES.to_vec(),
            Some(Kind::Every) => vec![Way::Order(Order::Every)],
            Some(Kind::Bounded(most)) => vec![Way::Order(Order::Bounded(most))],
        }
    }

    /// Whether a program gets schedules of all kinds.
    pub(crate) fn is_mixed(&self) -> bool {
        let is_mixed = |plan: &Plan| plan.kind == Kind::Mixed;
        self.again().is_none() && self.plan.as_ref().is_some_and(is_mixed)
    }

    /// The name of the only schedule that is run, if there is one.
    pub(crate) fn again(&self) -> Option<&str> {
        self.again.as_deref()
    }

    /// Of a schedule that was cut off `is_endless` says whether it is known to have no end.
    ///
    /// # Errors
    ///
    /// Why there is no verdict.
    pub(crate) fn look(
        &self,
        way: Way,
        (check, size): (&Check, usize),
        seed: u64,
        time: Option<Duration>,
        is_endless: &dyn Fn(&Failure) -> bool,
    ) -> Result<Found, String> {
        let began = Stopwatch::start();
        let timed = |explore: Explore| match time {
            Some(time) => explore.max_time(time.saturating_sub(began.elapsed())),
            None => explore,
        };
        let is_cut = |report: &Report| {
            let failure = report.failure.as_ref();
            let cause = failure.map(|failure| &failure.cause);
            self.plan.is_some() && matches!(cause, Some(Cause::StepLimit { .. }))
        };
        let program = (check, size, None);
        let most = self.most(check);
        let next = |done: usize| {
            let (left, seed) = (most - done, seed.wrapping_add(done as u64));
            match way {
                Way::Order(order) => self.ordered(program, order, &timed),
                Way::Random => {
                    self.run(timed(Explore::random(left, seed)), program)
                }
                Way::Workers => {
                    let explore = Explore::random(left, seed).on_workers();
                    self.run(timed(explore), program)
                }
                Way::Again => {
                    let name = self.again().unwrap_or_default();
                    let again = Explore::replay(name);
                    let again = again.map_err(|why| format!("{name}: {why}"))?;
                    self.run(again, program)
                }
                Way::Priorities => {
                    let explore = Explore::pct_of_depths(2..=4, left, seed);
                    self.run(timed(explore), program)
                }
            }
        };
        let Found { mut report, mut held, .. } = next(0)?;
        let mut cut = Cut::default();
        while is_cut(&report) {
            if let Some(mut failure) = report.failure.take() {
                failure.schedule = report.schedules;
                cut.push(failure, is_endless);
            }
            let is_over = matches!(way, Way::Order(_) | Way::Again)
                || cut.times == CUT
                || report.schedules >= most
                || time.is_some_and(|time| began.elapsed() >= time);
            if is_over {
                break;
            }
            let Found { report: rest, held: more, .. } = next(report.schedules)?;
            sometimes::merge(&mut held, &more);
            report = Report {
                schedules: report.schedules + rest.schedules,
                tasks: report.tasks.max(rest.tasks),
                steps: report.steps.max(rest.steps),
                fair: report.fair + rest.fair,
                left: report.left.max(rest.left),
                behaviours: report.behaviours + rest.behaviours,
                timed: report.timed || rest.timed,
                ..rest
            };
        }
        Ok(Found { report, held, cut })
    }

    /// Goes through the schedules in order.
    ///
    /// # Errors
    ///
    /// Why the program cannot be explored.
    pub(crate) fn ordered(
        &self,
        program: Program<'_>,
        order: Order,
        limited: &dyn Fn(Explore) -> Explore,
    ) -> Result<Found, String> {
        let (check, size, told) = program;
        let key = ((check.name, size, told), order);
        if let Some(found) = self.found.borrow().get(&key) {
            return Ok(found.clone());
        }
        let explore = match order {
            Order::Reduced => Explore::reduced(),
            Order::Every => Explore::every(),
            Order::Bounded(most) => Explore::bounded(most),
            Order::Workers(most) => Explore::bounded(most).on_workers(),
        };
        let most = match order {
            Order::Reduced if self.proves => 2 * self.most(check),
            _ => self.most(check),
        };
        let explore = limited(explore.max_schedules(most));
        let found = self.run(explore, (check, size, told))?;
        self.found.borrow_mut().insert(key, found.clone());
        Ok(found)
    }

    /// # Errors
    ///
    /// Why the program cannot be explored.
    pub(crate) fn run(
        &self,
        explore: Explore,
        (check, size, told): Program<'_>,
    ) -> Result<Found, String> {
        let (program, plan) = (check.program, self.plan.as_ref());
        let explore =
            plan.map(|plan| plan.subject).unwrap_or_default().rules(explore);
        let explore = match self.daemons {
            [] => explore,
            places => explore.leaves_tasks_at(places),
        };
        let explore = explore.watch(|now| {
            LEFT.store(now.left.unwrap_or(UNKNOWN), SeqCst);
        });
        let explore = match check.max_steps {
            Some(steps) => explore.max_steps(steps),
            None => explore,
        };
        sometimes::collect(told);
        let statics = self.statics;
        let run = || {
            explore.racing_clock(check.jumps).run(move || {
                BEGUN.fetch_add(1, SeqCst);
                // Its first task begins, and no other one is left that goes on.
                if let Some(statics) = statics {
                    statics.restore();
                }
                program(size);
            })
        };
        LEFT.store(UNKNOWN, SeqCst);
        let report = quietly(AssertUnwindSafe(run));
        if report.as_ref().is_ok_and(|report| report.failure.is_some()) {
            FAILED.store(true, SeqCst);
        }
        let held = sometimes::collected();
        let report = report.map_err(|why| refusal(&why, plan))?;
        Ok(Found { report, held, cut: Cut::default() })
    }
}

fn refusal(why: &str, plan: Option<&Plan>) -> String {
    let (who, inside) = match plan {
        Some(plan) => plan.subject.words(),
        None => ("answer", "the value that you return"),
    };
    let why = why.strip_prefix("cannot explore: ").unwrap_or(why);
    if let Some((what, _)) = why.split_once(" outlives a schedule") {
        format!(
            "A static is shared by all schedules, so each would start where the last \
             one stopped, and the verdict would be chance. Make what you share inside \
             {inside}. It is {what}."
        )
    } else {
        format!("The {who} cannot be explored: {why}")
    }
}
