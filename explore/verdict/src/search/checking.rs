//! One check, search after search.

use explore::{Failure, Stopwatch};

use super::{ENOUGH, Search, Settled, ended};
use crate::diagnosis::Sure;
use crate::sometimes::{self, Held};
use crate::ways::{Found, Order, Program, Way};
use crate::{Check, Explored, Wrong};

/// What is being found out about one check of one size.
pub(super) struct Checking<'a> {
    pub(super) search: &'a Search,
    /// With the clock that is asked for.
    pub(super) check: Check,
    pub(super) size: usize,
    pub(super) seed: u64,
    pub(super) began: Stopwatch,
    pub(super) explored: Explored,
    /// The most steps of a schedule.
    steps: usize,
    /// What has held that should hold sometimes.
    held: Held,
    /// The first schedule that was cut off.
    cut: Option<Failure>,
    /// The first one of which it is known why it has no end, and its number.
    spins: Option<(Failure, usize)>,
    /// Whether the reduced search had the schedules of the one of all orders as well.
    has_both_shares: bool,
}

impl<'a> Checking<'a> {
    pub(super) fn new(
        search: &'a Search,
        check: &Check,
        size: usize,
        seed: u64,
    ) -> Checking<'a> {
        let check = match &search.ways.plan {
            None => *check,
            Some(plan) => check.racing(plan.jumps),
        };
        let explored = Explored {
            check: check.name.to_string(),
            tasks: 0,
            schedules: 0,
            exhaustive: false,
            timed: false,
            jumps: 0,
            asks_for_owners: false,
            drops_shared: false,
            workers: None,
            fair: 0,
            cut: 0,
            behaviours: 0,
            left: 0,
        };
        Checking {
            search,
            check,
            size,
            seed,
            began: Stopwatch::start(),
            explored,
            steps: 0,
            held: Held::new(),
            cut: None,
            spins: None,
            has_both_shares: false,
        }
    }

    /// One search after the other, up to the first that fails or proves that none does.
    ///
    /// # Errors
    ///
    /// Why there is no verdict.
    pub(super) fn settle(mut self) -> Result<Settled, String> {
        let search = self.search;
        let ways = search.ways.searches();
        for (place, way) in ways.iter().copied().enumerate() {
            if self.has_both_shares && matches!(way, Way::Order(Order::Every)) {
                continue;
            }
            let more = usize::from(self.explored.workers.is_some());
            let found = match self.look(way, ways.len() - place + more) {
                // Closures that block have threads of their own there.
                Err(why) if place == 0 => return self.on_workers_alone(|| why),
                found => found?,
            };
            self.count(&found);
            if let Some(failure) = &found.report.failure {
                let schedule = self.explored.schedules;
                return self.failed(way, failure, schedule);
            }
            if let Some(search) = self.without_end(&found) {
                return search.check(&self.check, self.size, self.seed);
            }
            self.keep_what_was_cut_off(&found);
            if self.is_proof(way, &found) {
                break;
            }
        }
        self.conclude()
    }

    /// Looks in one way, of so many that are left.
    pub(super) fn look(&self, way: Way, left: usize) -> Result<Found, String> {
        let ways = &self.search.ways;
        let plan = ways.plan.as_ref();
        let time = plan.and_then(|plan| plan.share(self.began.elapsed(), left));
        let is_endless = |cut: &Failure| self.search.is_livelock(cut);
        ways.look(way, (&self.check, self.size), self.seed, time, &is_endless)
    }

    fn count(&mut self, found: &Found) {
        let (report, owners) = (&found.report, &self.search.owners);
        sometimes::merge(&mut self.held, &found.held);
        self.steps = self.steps.max(report.steps);
        let explored = &mut self.explored;
        explored.tasks = explored.tasks.max(report.tasks);
        let asks = owners.are_asked_for && explored.tasks > 1;
        explored.asks_for_owners = asks && owners.are_asked_for_unseen;
        explored.timed |= report.timed;
        explored.jumps = explored.jumps.max(report.jumps);
        explored.drops_shared |= asks || report.drops_shared && owners.may_be;
        if report.has_workers {
            explored.workers = Some(0);
        }
        explored.fair += report.fair;
        explored.cut += found.cut.times;
        explored.schedules += report.schedules;
        explored.left = explored.left.max(report.left);
    }

    /// What is said of a failure in the schedule with this number.
    ///
    /// # Errors
    ///
    /// Why it cannot be told.
    pub(super) fn failed(
        self,
        way: Way,
        failure: &Failure,
        schedule: usize,
    ) -> Result<Settled, String> {
        let search = self.search;
        match &search.ways.plan {
            Some(plan) => ended(&failure.cause, plan, search.sources)?,
            None => search.has_no_end(&self.check, self.size, failure)?,
        }
        if let Some(search) = search.with_daemons(self.program(), failure) {
            return search.check(&self.check, self.size, self.seed);
        }
        let with_few = match way {
            Way::Workers => Order::Workers,
            _ => Order::Bounded,
        };
        let wrong = search.wrong(self.program(), with_few, failure, schedule)?;
        let in_order = matches!(way, Way::Order(_));
        let settled = (self.explored, Some(Wrong { in_order, ..wrong }));
        if in_order {
            search.settle(&self.check, self.size, &settled);
        }
        Ok(settled)
    }

    /// The search to which it is no failure what was cut off, if that has to do with
    /// daemons.
    fn without_end(&self, found: &Found) -> Option<Search> {
        self.search.with_daemons(self.program(), found.cut.any()?)
    }

    fn keep_what_was_cut_off(&mut self, found: &Found) {
        let (search, cut) = (self.search, &found.cut);
        if self.spins.is_none() {
            // Only the names tell that an arm is never reached.
            let named = |cut: &&Failure| search.is_livelock(&search.named(cut));
            let first = || cut.first.as_ref().filter(named);
            let before = self.explored.schedules - found.report.schedules;
            let spins = cut.endless.as_ref().or_else(first);
            self.spins = spins.map(|cut| (cut.clone(), before + cut.schedule));
        }
        if self.cut.is_none() {
            self.cut = cut.any().cloned();
        }
    }

    /// Whether a search that has found nothing proves that there is nothing: chance adds
    /// nothing to that.
    fn is_proof(&mut self, way: Way, found: &Found) -> bool {
        let (report, owners) = (&found.report, &self.search.owners);
        let is_reduced = matches!(way, Way::Order(Order::Reduced));
        self.has_both_shares |=
            owners.are_ignored && is_reduced && !report.exhaustive;
        let proves = match way {
            Way::Order(Order::Every) => {
                !owners.are_asked_for || self.explored.tasks <= 1
            }
            // What outlives a schedule shows in the second one.
            Way::Order(Order::Reduced) => {
                report.schedules > 1 && owners.are_ignored
            }
            _ => false,
        };
        let explored = &mut self.explored;
        explored.exhaustive = proves && report.exhaustive;
        if explored.exhaustive {
            explored.schedules = report.schedules;
            explored.fair = 0;
            explored.behaviours = report.behaviours;
        }
        explored.exhaustive
    }

    /// What is said where no search has found a failure.
    fn conclude(mut self) -> Result<Settled, String> {
        let search = self.search;
        if let Some(wrong) = self.livelock()? {
            return Ok((self.explored, Some(wrong)));
        }
        let all_were_cut = self.explored.cut == self.explored.schedules;
        if let Some(cut) = self.cut.take_if(|_| all_were_cut) {
            self.explored.schedules = 0;
            self.explored.cut = 0;
            return self.on_workers_alone(|| search.never_ends(&cut));
        }
        let Explored { tasks, .. } = self.explored;
        if tasks < self.check.tasks || self.steps < self.check.steps {
            return Err(suspicious(&self.check, tasks, self.steps));
        }
        if let Some(wrong) = self.never_holds()? {
            return Ok((self.explored, Some(wrong)));
        }
        if self.explored.workers.is_some() && search.ways.is_mixed() {
            return self.on_workers();
        }
        let settled = (self.explored, None);
        if settled.0.exhaustive {
            search.settle(&self.check, self.size, &settled);
        }
        Ok(settled)
    }

    /// A schedule of which it is known why it has no end, where others have ended, or where
    /// it is more than a loop that looks at what nobody sets. One that is run again by its name
    /// has failed before.
    fn livelock(&mut self) -> Result<Option<Wrong>, String> {
        let Some((spins, schedule)) = self.spins.take() else { return Ok(None) };
        let search = self.search;
        let may_fail = search.ways.again().is_some()
            || self.explored.cut < self.explored.schedules
            || search.diagnosed(&spins).sure > Sure::Possible;
        if !may_fail || !search.spins_on(&self.check, self.size, &spins)? {
            return Ok(None);
        }
        search.wrong(self.program(), Order::Bounded, &spins, schedule).map(Some)
    }

    /// What should hold sometimes, if it has held in none of many schedules.
    fn never_holds(&self) -> Result<Option<Wrong>, String> {
        let (search, check) = (self.search, &self.check);
        let ways = &search.ways;
        let is_many = ways.again().is_none() && ways.most(check) >= ENOUGH;
        if !self.explored.exhaustive && !is_many {
            return Ok(None);
        }
        let Some(never) = sometimes::never(&self.held) else { return Ok(None) };
        let program = (check, self.size, Some(never));
        let told = ways.ordered(program, Order::Reduced, &|explore| explore)?;
        let Some(failure) = told.report.failure else { return Ok(None) };
        let schedule = self.explored.schedules;
        search.wrong(program, Order::Bounded, &failure, schedule).map(Some)
    }

    pub(super) fn program(&self) -> Program<'_> {
        (&self.check, self.size, None)
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
