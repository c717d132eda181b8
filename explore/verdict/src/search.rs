//! Looks for a schedule in which a check fails, and then for a shorter one.

mod checking;
mod daemons;
mod long;
mod rates;
mod turning;
mod workers;

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::ops::Range;

use explore::{Cause, Failure, Fault};
use statics::Statics;

use self::checking::Checking;
use crate::compared::{Compared, compared};
use crate::diagnosis::Diagnosis;
use crate::places::{Callers, in_own_lines, with_calls};
use crate::plan::Plan;
use crate::sometimes;
use crate::sources::Sources;
use crate::sources::owners::Owners;
use crate::story::{story, whole};
use crate::ways::{Order, Program, Ways};
use crate::whereabouts::lines_of;
use crate::{Check, Explored, Outcome, Wrong};

/// How to look.
pub(crate) struct Search {
    ways: Ways,
    sources: Sources,
    /// What the sources say of owners, for each check and seed asks it.
    owners: Owners,
    /// What the searches in order have settled, by check and size: no seed changes it.
    settled: RefCell<BTreeMap<(&'static str, usize), Settled>>,
}

/// How far a check was explored, and what is wrong.
type Settled = (Explored, Option<Wrong>);

/// What is said of a program all of whose schedules were cut off.
pub const NO_END: &str = "No schedule came to its end";

/// How many schedules are tried for a shorter story, for each number of interruptions.
const SHORTER: usize = 3_000;

/// What holds in none of so many schedules of each search is taken for impossible.
const ENOUGH: usize = 100;

/// So many schedules that never end are enough to know how often that happens.
const ENDLESS: usize = 20;

/// A schedule that has not ended after so many steps will not, unless its check says more.
const LONG: usize = 100_000;

/// The most steps of a whole schedule that anybody reads.
const MOST: usize = 200;

/// The most interruptions of a shorter story.
const INTERRUPTIONS: usize = 3;

impl Search {
    pub(crate) fn new(
        schedules: usize,
        sources: Sources,
        plan: Option<Plan>,
        again: Option<String>,
    ) -> Search {
        let owners = sources.owners();
        let ways = Ways::new(schedules, owners.are_ignored, plan, again);
        Search { ways, sources, owners, settled: RefCell::default() }
    }

    /// The same, where each schedule finds these statics as they were.
    pub(crate) fn put_back(self, statics: Option<Statics>) -> Search {
        Search { ways: self.ways.put_back(statics), ..self }
    }

    /// The same search in these ways, from its begin.
    fn by(&self, ways: Ways) -> Search {
        let Search { sources, owners, .. } = *self;
        Search { ways, sources, owners, settled: RefCell::default() }
    }

    /// Explores one check after the other, up to the first that fails.
    pub(crate) fn judge(
        &self,
        checks: &[Check],
        seed: u64,
    ) -> (Vec<Explored>, Outcome) {
        let _turn = sometimes::turn();
        if let (Some(name), None) = (self.ways.again(), &self.ways.plan) {
            return self.again(name, checks, seed);
        }
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

    /// What is said with each of so many seeds, beginning with this one. If `after_found`,
    /// the others do without the checks that have passed before the first one failed.
    pub(crate) fn seeds(
        &self,
        checks: &[Check],
        seeds: Range<u64>,
        after_found: bool,
    ) -> Vec<(u64, (Vec<Explored>, Outcome))> {
        let mut checks = checks;
        let mut all = Vec::new();
        for seed in seeds {
            let (explored, outcome) = self.judge(checks, seed);
            if let (Outcome::Wrong(wrong), true) = (&outcome, after_found) {
                let of = |check: &Check| check.name == wrong.check;
                let passed = checks.iter().position(of).unwrap_or(0);
                checks = &checks[passed..];
            }
            all.push((seed, (explored, outcome)));
        }
        all
    }

    /// Runs the schedule of this name in the check that it belongs to, which its name
    /// knows again. A schedule that does not fail is no verdict.
    fn again(
        &self,
        name: &str,
        checks: &[Check],
        seed: u64,
    ) -> (Vec<Explored>, Outcome) {
        let mut refused = None;
        let mut passes = false;
        for check in checks {
            for &size in check.sizes {
                match self.check(check, size, seed) {
                    Ok((found, Some(wrong))) => {
                        return (vec![found], Outcome::Wrong(Box::new(wrong)));
                    }
                    Ok((_, None)) => passes = true,
                    Err(why) => refused = refused.or(Some(why)),
                }
            }
        }
        let why = match refused {
            Some(why) if !passes => why,
            _ => format!(
                "The answer does not fail in the schedule {name}. That says nothing of \
                 the others: check it without --replay."
            ),
        };
        (Vec::new(), Outcome::Refused { why })
    }

    /// # Errors
    ///
    /// Why there is no verdict.
    fn check(
        &self,
        check: &Check,
        size: usize,
        seed: u64,
    ) -> Result<Settled, String> {
        if let Some(known) = self.settled.borrow().get(&(check.name, size)) {
            return Ok(known.clone());
        }
        Checking::new(self, check, size, seed).settle()
    }

    fn settle(&self, check: &Check, size: usize, settled: &Settled) {
        let mut known = self.settled.borrow_mut();
        known.insert((check.name, size), settled.clone());
    }

    fn is_livelock(&self, cut: &Failure) -> bool {
        Diagnosis::of_livelock(cut, self.sources).is_some()
    }

    /// The diagnosis of a failure, in the names of the sources. A schedule that was cut off
    /// is a failure of a program only if it is known why it has no end.
    fn diagnosed(&self, failure: &Failure) -> Diagnosis {
        self.diagnosis(&self.named(failure))
    }

    /// The same of one that has these names.
    fn diagnosis(&self, named: &Failure) -> Diagnosis {
        let is_cut = matches!(named.cause, Cause::StepLimit { .. });
        let livelock = || Diagnosis::of_livelock(named, self.sources);
        let livelock = (is_cut && self.ways.plan.is_some()).then(livelock);
        livelock.flatten().unwrap_or_else(|| Diagnosis::new(named, self.sources))
    }

    /// Why nothing is known of a program none of whose schedules has ended.
    fn never_ends(&self, endless: &Failure) -> String {
        let named = self.named(endless);
        let Diagnosis { sentence, steps, .. } =
            Diagnosis::new(&named, self.sources);
        let steps = steps.iter().filter_map(|step| endless.steps.get(*step));
        let lines = lines_of(steps.map(|step| &step.place), self.sources);
        let told = lines.map(|lines| format!(" These are in {lines}."));
        let same = Diagnosis::same_each_time(&named, self.sources);
        let same = same.map(|same| format!(" {same}"));
        let told = sentence + &told.unwrap_or_default() + &same.unwrap_or_default();
        format!("{NO_END}, and what is cut off is no failure. {told}")
    }

    /// What is told of this failure, in a schedule with few interruptions, if one of those
    /// fails in the same way.
    fn wrong(
        &self,
        (check, size, told): Program<'_>,
        with_few: fn(usize) -> Order,
        found: &Failure,
        schedule: usize,
    ) -> Result<Wrong, String> {
        let best = self.diagnosed(found);
        let mut shown = found.clone();
        // Who asks for one schedule wants to see that one.
        let most = if self.ways.again().is_some() { 0 } else { INTERRUPTIONS + 1 };
        for interruptions in 0..most {
            let shorter = self.ways.ordered(
                (check, size, told),
                with_few(interruptions),
                &|explore| explore.max_schedules(SHORTER.min(check.schedules)),
            )?;
            let Some(shorter) = shorter.report.failure else { continue };
            let diagnosis = self.diagnosed(&shorter);
            let tells_as_much =
                best.cause.is_none() || diagnosis.cause == best.cause;
            if diagnosis.title == best.title && tells_as_much {
                shown = shorter;
                break;
            }
        }
        let shown = self.with_calls(shown, (check, size, told));
        let shown = in_own_lines(shown, self.sources);
        // In the lines that are known now.
        let best = self.diagnosis(&shown);
        let best = match told.is_none() && best.is_unexplained(&shown) {
            true => {
                let turn = self.turning_point(&shown, (check, size, told));
                best.decided_by(turn.map(|turn| turn.named(self.sources)))
            }
            false => best,
        };
        let callers = Callers::new(&shown, self.sources);
        let (story, besides) = story(&shown, &best, &callers);
        let mut whole = whole(&shown, &best, &callers);
        let all = whole.len();
        whole.drain(..all.saturating_sub(MOST));
        Ok(Wrong {
            check: check.name.to_string(),
            does: check.does.to_string(),
            title: best.title,
            cause: best.cause,
            sentence: best.sentence,
            story,
            whole,
            all,
            end: best.end,
            besides,
            ask: best.ask,
            schedule,
            steps: found.lines().count(),
            of: match self.ways.again() {
                Some(_) => 1,
                None => {
                    let searches = self.ways.searches().len();
                    let more = found.has_workers && self.ways.is_mixed();
                    self.ways.most(check) * (searches + usize::from(more))
                }
            },
            early: shown.ticks.iter().filter(|tick| tick.early).count(),
            in_order: false,
            replay: match told {
                Some(_) => String::new(),
                None => shown.replay().to_string(),
            },
        })
    }

    /// How many behaviours of each check both searches in order see.
    pub(crate) fn compared(
        &self,
        checks: &[Check],
        fault: Option<Fault>,
    ) -> Vec<Compared> {
        compared(&self.ways, checks, fault)
    }

    /// The failure in the names of the sources, with the calls that led to each step.
    fn with_calls(&self, failure: Failure, program: Program<'_>) -> Failure {
        let run = |explore| self.ways.run(explore, program).ok();
        let again = |explore| run(explore)?.report.failure;
        self.named(&with_calls(failure, self.sources, again))
    }

    fn named(&self, failure: &Failure) -> Failure {
        failure.named_by(|file| self.text_of(file))
    }

    /// The text of a file in which something may be made that tasks share.
    fn text_of(&self, file: &str) -> Option<&'static str> {
        self.sources.text(file).or_else(|| self.sources.text_elsewhere(file))
    }
}

/// # Errors
///
/// If the program ends the process without a fault: no schedule would come after this one.
fn ended(cause: &Cause, plan: &Plan, sources: Sources) -> Result<(), String> {
    match cause {
        Cause::Panic { task, message, file, line }
            if message.starts_with("process::exit(0)") =>
        {
            let place = sources.place_of(file, *line);
            let (_, who) = plan.subject.words();
            Err(format!(
                "{task} calls process::exit(0) in {place}. That would end all \
                 schedules at once: let {who} return in its place."
            ))
        }
        _ => Ok(()),
    }
}
