//! What a schedule does that takes too many steps: it goes on fairly. So one fails that does
//! not end although all tasks have their turns, and not one in which a task had none.

use super::clock::LAST;
use super::failure::Reason;
use super::fair::Fair;
use super::run::Run;
use super::strategy::Strategy;
use crate::model::TaskId;

/// After so many fair steps, and again after as many, the clock moves on, whoever can go:
/// on a machine time passes while tasks are busy.
const TICK: usize = 500;

/// If time has passed so often since, because nobody could go on, tasks do little else than
/// sleep.
const NAPS: usize = TICK / 10;

/// Who oversleeps does so for that many moments at most that somebody waits for.
const MOST_PASSED: usize = 4;

/// After a schedule that had to go on fairly, others do so after this part of the steps:
/// what repeats itself shows in a few rounds.
const SOONER: usize = 20;

impl Run {
    pub(crate) fn is_fair(&self) -> bool {
        self.fair.is_some()
    }

    /// There were too many steps. Counts one that is fair; fails after too many of these.
    #[cold]
    pub(super) fn count_a_fair_step(&mut self) {
        let fair = self.fair.get_or_insert_with(|| Fair::new(self.max_steps));
        fair.steps += 1;
        let steps = fair.steps;
        self.choices.fair_after = Some(self.max_unfair);
        if steps.is_multiple_of(TICK)
            && self.time_passes()
            && !self.let_much_time_pass()
        {
            self.tick();
        }
        if steps > self.max_steps {
            self.fail(Reason::StepLimit(self.max_steps));
        }
    }

    /// Time passes for one that waits for a moment. Where tasks have done little else than to
    /// sleep for short times, they oversleep: time passes up to what others wait for, each
    /// time for a later one. On a machine no sleep ends in time for sure.
    fn let_much_time_pass(&mut self) -> bool {
        let Some(fair) = &mut self.fair else { return false };
        let naps = std::mem::take(&mut fair.naps);
        if naps < NAPS {
            return self.let_time_pass();
        }
        let passed = fair.oversleeps % MOST_PASSED + 1;
        fair.oversleeps += 1;
        let mut moments: Vec<_> = self.all_moments().collect();
        moments.sort_unstable();
        moments.dedup();
        let Some(&next) = moments.get(passed).or(moments.last()) else {
            return false;
        };
        self.moves_on_to(next);
        true
    }

    /// No task could go on, and time has passed.
    pub(super) fn count_a_nap(&mut self) {
        if let Some(fair) = &mut self.fair {
            fair.naps += 1;
        }
    }

    /// Nobody waits for a moment, but somebody may look at the clock until it has come.
    fn tick(&mut self) {
        let Some(fair) = &mut self.fair else { return };
        let tick = fair.tick;
        fair.tick = tick.saturating_mul(2);
        let now = self.now.saturating_add(tick).min(LAST);
        self.moves_on_to(now);
    }

    /// The schedule that has ended was fair: the next one need not go so far before it is.
    /// Returns after how many steps it is, if that is sooner than before.
    pub(super) fn goes_fair_sooner(&mut self) -> Option<usize> {
        let sooner = self.max_steps.div_ceil(SOONER);
        let before = std::mem::replace(&mut self.max_unfair, sooner);
        // What was saved may have come later.
        self.saves.clear();
        (sooner < before).then_some(sooner)
    }

    /// Tells the strategy, once, that it chooses no longer if that is so.
    pub(super) fn tell_if_fair(&mut self, strategy: &mut dyn Strategy) {
        if let Some(fair) = &mut self.fair
            && !std::mem::replace(&mut fair.is_told, true)
        {
            strategy.stops(&self.trace);
        }
    }

    /// Which of so many ways the current task takes; `None` if the strategy chooses.
    pub(super) fn fair_way(
        &mut self,
        ways: usize,
        strategy: &mut dyn Strategy,
    ) -> Option<usize> {
        self.tell_if_fair(strategy);
        self.fair.as_mut().map(|fair| fair.way(ways))
    }

    /// Which of the tasks that can go on does; `None` if the strategy chooses.
    pub(super) fn fair_task(
        &mut self,
        strategy: &mut dyn Strategy,
    ) -> Option<TaskId> {
        self.tell_if_fair(strategy);
        let fair = self.fair.as_mut()?;
        // No choice of the strategy leads to what follows.
        self.trace.choice();
        Some(fair.task(&self.enabled, self.chosen))
    }
}
