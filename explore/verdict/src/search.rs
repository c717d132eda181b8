//! Looks for a schedule in which a check fails, and then for a shorter one.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::panic::AssertUnwindSafe;
use std::sync::atomic::Ordering::SeqCst;

use explore::{Cause, Explore, Failure, Report, quietly};

use crate::diagnosis::Diagnosis;
use crate::entry::{BEGUN, FAILED, RUNS};
use crate::sometimes::{self, Held};
use crate::sources::Sources;
use crate::story::{story, whole};
use crate::{Check, Explored, Outcome, Rate, Wrong};

/// How to look.
pub(crate) struct Search {
    /// How many schedules with an order that may make a difference; as many in any order,
    /// as many random ones, and as many with random priorities.
    schedules: usize,
    sources: Sources,
    /// What was found in order, by check, size and the claim that was told: no seed
    /// changes it.
    found: RefCell<BTreeMap<(Program, Order), Found>>,
}

/// A check, what its program is given, and the title of a claim that [`sometimes`]
/// should hold and is to fail where it does not.
type Program = (&'static str, usize, Option<&'static str>);

/// What a search has found.
#[derive(Clone)]
struct Found {
    report: Report,
    /// What should hold sometimes, and whether it has.
    held: Held,
}

/// How a search goes through schedules in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Order {
    /// One for each behaviour.
    Reduced,
    /// All of them.
    Every,
    /// Those with so few interruptions.
    Bounded(usize),
}

/// How many searches look for a failing schedule of a check.
const SEARCHES: usize = 4;

/// How many schedules are tried for a shorter story, for each number of interruptions.
const SHORTER: usize = 3_000;

/// What holds in none of so many schedules of each search is taken for impossible.
const ENOUGH: usize = 100;

/// So many schedules that never end are enough to know how often that happens.
const ENDLESS: usize = 20;

/// The most steps of a whole schedule that anybody reads.
const MOST: usize = 200;

/// The most interruptions of a shorter story.
const INTERRUPTIONS: usize = 3;

impl Search {
    pub(crate) fn new(schedules: usize, sources: Sources) -> Search {
        Search { schedules, sources, found: RefCell::default() }
    }

    /// Explores one check after the other, up to the first that fails.
    pub(crate) fn judge(
        &self,
        checks: &[Check],
        seed: u64,
    ) -> (Vec<Explored>, Outcome) {
        let mut explored = Vec::new();
        for check in checks {
            for &size in check.sizes {
                match self.check(check, size, seed) {
                    Ok((found, None)) => explored.push(found),
                    Ok((found, Some(wrong))) => {
                        explored.push(found);
                        return (explored, Outcome::Wrong(Box::new(wrong)));
                    }
                    Err(why) => return (explored, Outcome::Refused { why }),
                }
            }
        }
        (explored, Outcome::Right)
    }

    /// # Errors
    ///
    /// Why there is no verdict.
    fn check(
        &self,
        check: &Check,
        size: usize,
        seed: u64,
    ) -> Result<(Explored, Option<Wrong>), String> {
        let mut explored = Explored {
            check: check.name.to_string(),
            tasks: 0,
            schedules: 0,
            exhaustive: false,
        };
        let mut steps = 0;
        let mut held = Held::new();
        let reduced = || self.ordered(check, size, None, Order::Reduced);
        let every = || self.ordered(check, size, None, Order::Every);
        let random =
            || run(Explore::random(self.schedules, seed), check, size, None);
        let pct = || {
            let pct = Explore::pct_of_depths(2..=4, self.schedules, seed);
            run(pct, check, size, None)
        };
        // What is found is found soonest by the first; only the second proves anything,
        // and chance adds nothing to it.
        let searches: [&dyn Fn() -> Result<Found, String>; SEARCHES] =
            [&reduced, &every, &random, &pct];
        for (place, search) in searches.iter().enumerate() {
            let Found { report, held: more } = search()?;
            sometimes::merge(&mut held, &more);
            explored.tasks = explored.tasks.max(report.tasks);
            steps = steps.max(report.steps);
            if let Some(failure) = report.failure {
                let schedule = explored.schedules + report.schedules;
                explored.schedules = schedule;
                let wrong = self.wrong(check, size, None, &failure, schedule)?;
                return Ok((explored, Some(wrong)));
            }
            explored.exhaustive = place == 1 && report.exhaustive;
            if explored.exhaustive {
                explored.schedules = report.schedules;
                break;
            }
            explored.schedules += report.schedules;
        }
        if explored.tasks < check.tasks || steps < check.steps {
            return Err(suspicious(check, explored.tasks, steps));
        }
        let is_enough = explored.exhaustive || self.schedules >= ENOUGH;
        if let Some(never) = sometimes::never(&held).filter(|_| is_enough) {
            let told = self.ordered(check, size, Some(never), Order::Reduced)?;
            if let Some(failure) = told.report.failure {
                let (never, schedule) = (Some(never), explored.schedules);
                let wrong = self.wrong(check, size, never, &failure, schedule)?;
                return Ok((explored, Some(wrong)));
            }
        }
        Ok((explored, None))
    }

    fn wrong(
        &self,
        check: &Check,
        size: usize,
        told: Option<&'static str>,
        found: &Failure,
        schedule: usize,
    ) -> Result<Wrong, String> {
        let failure = self.named(found);
        let mut best = Diagnosis::new(&failure, self.sources);
        let mut shown = failure;
        for interruptions in 0..=INTERRUPTIONS {
            let order = Order::Bounded(interruptions);
            let shorter = self.ordered(check, size, told, order)?;
            let Some(shorter) = shorter.report.failure else { continue };
            let shorter = self.named(&shorter);
            let diagnosis = Diagnosis::new(&shorter, self.sources);
            if diagnosis.title == best.title {
                (best, shown) = (diagnosis, shorter);
                break;
            }
        }
        let (story, besides) = story(&shown, &best, self.sources);
        let mut whole = whole(&shown, &best, self.sources);
        let all = whole.len();
        whole.drain(..all.saturating_sub(MOST));
        Ok(Wrong {
            check: check.name.to_string(),
            does: check.does.to_string(),
            title: best.title,
            sentence: best.sentence,
            story,
            whole,
            all,
            end: best.end,
            besides,
            ask: best.ask,
            schedule,
            steps: found.lines().count(),
            of: self.schedules * SEARCHES,
        })
    }

    /// Goes through the schedules in order.
    ///
    /// # Errors
    ///
    /// Why the program cannot be explored.
    fn ordered(
        &self,
        check: &Check,
        size: usize,
        told: Option<&'static str>,
        order: Order,
    ) -> Result<Found, String> {
        let key = ((check.name, size, told), order);
        if let Some(found) = self.found.borrow().get(&key) {
            return Ok(found.clone());
        }
        let explore = match order {
            Order::Reduced => Explore::reduced().max_schedules(self.schedules),
            Order::Every => Explore::every().max_schedules(self.schedules),
            Order::Bounded(most) => Explore::bounded(most).max_schedules(SHORTER),
        };
        let found = run(explore, check, size, told)?;
        self.found.borrow_mut().insert(key, found.clone());
        Ok(found)
    }

    /// How many random schedules fail, each on its own, in each check; all, if what should
    /// hold sometimes holds in none. One that never ends takes long: some of these are
    /// enough.
    pub(crate) fn rates(&self, checks: &[Check], seed: u64) -> Vec<Rate> {
        checks.iter().map(|check| self.rate(check, seed)).collect()
    }

    fn rate(&self, check: &Check, seed: u64) -> Rate {
        let mut rate = Rate { check: check.name.to_string(), failed: 0, of: 0 };
        let mut endless = 0;
        let mut held = Held::new();
        while rate.of < self.schedules && endless < ENDLESS {
            let seed = seed.wrapping_add(rate.of as u64);
            rate.of += 1;
            let found = run(Explore::random(1, seed), check, check.sizes[0], None);
            let Ok(Found { report, held: more }) = found else { continue };
            sometimes::merge(&mut held, &more);
            if let Some(failure) = report.failure {
                rate.failed += 1;
                if matches!(failure.cause, Cause::StepLimit { .. }) {
                    endless += 1;
                }
            }
        }
        if rate.of >= ENOUGH && sometimes::never(&held).is_some() {
            rate.failed = rate.of;
        }
        rate
    }

    fn named(&self, failure: &Failure) -> Failure {
        failure.named_by(|file| self.sources.text(file))
    }
}

/// # Errors
///
/// Why the program cannot be explored.
fn run(
    explore: Explore,
    check: &Check,
    size: usize,
    told: Option<&'static str>,
) -> Result<Found, String> {
    let program = check.program;
    sometimes::collect(told);
    let run = || {
        explore.racing_clock(check.jumps).run(move || {
            BEGUN.fetch_add(1, SeqCst);
            program(size);
        })
    };
    RUNS.store(true, SeqCst);
    let report = quietly(AssertUnwindSafe(run));
    RUNS.store(false, SeqCst);
    if report.as_ref().is_ok_and(|report| report.failure.is_some()) {
        FAILED.store(true, SeqCst);
    }
    let held = sometimes::collected();
    let report = report.map_err(|why| refusal(&why))?;
    Ok(Found { report, held })
}

fn refusal(why: &str) -> String {
    let why = why.strip_prefix("cannot explore: ").unwrap_or(why);
    if let Some((what, _)) = why.split_once(" outlives a schedule") {
        format!(
            "A static is shared by all schedules, so each would start where the last \
             one stopped, and the verdict would be chance. Make what you share inside \
             the value that you return. It is {what}."
        )
    } else {
        format!("The answer cannot be explored: {why}")
    }
}

fn suspicious(check: &Check, tasks: usize, steps: usize) -> String {
    let Check { name, tasks: least, steps: fewest, .. } = check;
    if tasks < *least {
        let were =
            if tasks == 1 { "was 1 task" } else { &format!("were {tasks} tasks") };
        return format!(
            "In the check {name} there {were}, the check itself counted, and at least \
             {least} are needed. That proves nothing: start tasks with std::thread, \
             crossbeam or tokio."
        );
    }
    format!(
        "In the check {name} there were {steps} steps on what tasks share, and at least \
         {fewest} are needed. That proves nothing: share through std::sync, crossbeam \
         or tokio."
    )
}
