//! Looks for a schedule in which a check fails, and then for a shorter one.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::panic::AssertUnwindSafe;
use std::sync::atomic::Ordering::SeqCst;

use explore::{Cause, Explore, Failure, Report, quietly};

use crate::diagnosis::Diagnosis;
use crate::entry::{BEGUN, FAILED, RUNS};
use crate::sources::Sources;
use crate::story::{story, whole};
use crate::{Check, Explored, Outcome, Rate, Wrong};

/// How to look.
pub(crate) struct Search {
    /// How many schedules with an order that may make a difference; as many in any order,
    /// as many random ones, and as many with random priorities.
    schedules: usize,
    sources: Sources,
    /// What was found in order, by check and size: no seed changes it.
    found: RefCell<BTreeMap<(&'static str, usize, Order), Report>>,
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
        let reduced = || self.ordered(check, size, Order::Reduced);
        let every = || self.ordered(check, size, Order::Every);
        let random = || run(Explore::random(self.schedules, seed), check, size);
        let pct = || {
            run(Explore::pct_of_depths(2..=4, self.schedules, seed), check, size)
        };
        // What is found is found soonest by the first; chance adds nothing to a proof.
        // With a clock that may come early, the first tries all orders.
        let proves = |place: usize| match place {
            0 => check.jumps > 0 || self.sources.ignores_owners(),
            place => place == 1,
        };
        let searches: [&dyn Fn() -> Result<Report, String>; SEARCHES] =
            [&reduced, &every, &random, &pct];
        for (place, search) in searches.iter().enumerate() {
            let report = search()?;
            explored.tasks = explored.tasks.max(report.tasks);
            steps = steps.max(report.steps);
            if let Some(failure) = report.failure {
                let schedule = explored.schedules + report.schedules;
                explored.schedules = schedule;
                let wrong = self.wrong(check, size, &failure, schedule)?;
                return Ok((explored, Some(wrong)));
            }
            explored.exhaustive = proves(place) && report.exhaustive;
            if explored.exhaustive {
                explored.schedules = report.schedules;
                break;
            }
            explored.schedules += report.schedules;
        }
        if explored.tasks < check.tasks || steps < check.steps {
            return Err(suspicious(check, explored.tasks, steps));
        }
        Ok((explored, None))
    }

    fn wrong(
        &self,
        check: &Check,
        size: usize,
        found: &Failure,
        schedule: usize,
    ) -> Result<Wrong, String> {
        let failure = self.named(found);
        let mut best = Diagnosis::new(&failure, self.sources);
        let mut told = failure;
        for interruptions in 0..=INTERRUPTIONS {
            let shorter =
                self.ordered(check, size, Order::Bounded(interruptions))?;
            let Some(shorter) = shorter.failure else { continue };
            let shorter = self.named(&shorter);
            let diagnosis = Diagnosis::new(&shorter, self.sources);
            if diagnosis.title == best.title {
                (best, told) = (diagnosis, shorter);
                break;
            }
        }
        let (story, besides) = story(&told, &best, self.sources);
        let mut whole = whole(&told, &best, self.sources);
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
        order: Order,
    ) -> Result<Report, String> {
        let key = (check.name, size, order);
        if let Some(report) = self.found.borrow().get(&key) {
            return Ok(report.clone());
        }
        let explore = match order {
            Order::Reduced => Explore::reduced().max_schedules(self.schedules),
            Order::Every => Explore::every().max_schedules(self.schedules),
            Order::Bounded(most) => Explore::bounded(most).max_schedules(SHORTER),
        };
        let report = run(explore, check, size)?;
        self.found.borrow_mut().insert(key, report.clone());
        Ok(report)
    }

    /// How many random schedules fail, each on its own, in each check. One that never
    /// ends takes long: some of these are enough.
    pub(crate) fn rates(&self, checks: &[Check], seed: u64) -> Vec<Rate> {
        checks.iter().map(|check| self.rate(check, seed)).collect()
    }

    fn rate(&self, check: &Check, seed: u64) -> Rate {
        let mut rate = Rate { check: check.name.to_string(), failed: 0, of: 0 };
        let mut endless = 0;
        while rate.of < self.schedules && endless < ENDLESS {
            let seed = seed.wrapping_add(rate.of as u64);
            rate.of += 1;
            let report = run(Explore::random(1, seed), check, check.sizes[0]);
            if let Ok(Report { failure: Some(failure), .. }) = report {
                rate.failed += 1;
                if matches!(failure.cause, Cause::StepLimit { .. }) {
                    endless += 1;
                }
            }
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
fn run(explore: Explore, check: &Check, size: usize) -> Result<Report, String> {
    let program = check.program;
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
    report.map_err(|why| refusal(&why))
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
