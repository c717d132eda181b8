//! The clock of a schedule.

use super::polls::Async;
use super::run::Run;
use super::ticks::{Expiry, Tick};
use crate::model::Moment;
use crate::model::access::{Key, Mode};
use crate::model::arms::Arm;
use crate::model::pending::Pending;

/// No clock goes further.
pub(super) const LAST: Moment = Moment::from_secs(i64::MAX as u64);

impl Run {
    /// How much later it is than at the begin of the schedule, for who looks at the date.
    pub(crate) fn date(&mut self) -> Moment {
        self.touch(Key::Clock, Mode::Looks);
        self.now.saturating_add(self.ahead)
    }

    /// Whether time passes. For async tasks that are left when the first one has ended it
    /// stands still.
    pub(super) fn time_passes(&self) -> bool {
        self.polls.is_none() || !self.tasks[0].pending.is_end()
    }

    /// The first moment to come that somebody waits for.
    pub(super) fn next_moment(&self) -> Option<Moment> {
        self.all_moments().min()
    }

    /// The moments to come that somebody waits for, in no order.
    pub(super) fn all_moments(&self) -> impl Iterator<Item = Moment> {
        let moments =
            self.tasks.iter().flat_map(|task| self.moments(&task.pending));
        let timers = self.polls.iter().flat_map(Async::moments);
        moments.chain(timers).filter(|&moment| moment > self.now)
    }

    /// No task can go on: the clock jumps to the first moment that somebody waits for.
    /// Returns whether there is one.
    pub(super) fn let_time_pass(&mut self) -> bool {
        let Some(next) = self.next_moment() else { return false };
        if self.jumps_left > 0 {
            // It could have jumped before.
            self.trace.jump();
        }
        self.moves_on_to(next);
        true
    }

    /// Time has passed up to this moment. What is done before may not be swapped with what
    /// is done after.
    pub(super) fn moves_on_to(&mut self, now: Moment) {
        self.trace.wall();
        self.set_clock(now);
    }

    /// The clock jumps although tasks could go on.
    pub(super) fn jump(&mut self) {
        let Some(next) = self.next_moment() else { return };
        self.trace.jump();
        self.set_clock(next);
        if let Some(tick) = self.ticks.last_mut() {
            tick.early = true;
        }
    }

    /// From here on the clock jumps only when no task can go on. It stays as it is where
    /// other tasks run: they may wait for it already.
    pub(crate) fn pauses_the_clock(&mut self) {
        if !self.has_several_tasks() {
            self.is_paused = true;
            self.jumps_left = 0;
        }
    }

    fn set_clock(&mut self, now: Moment) {
        self.records_time(now);
        self.now = now;
        self.changes += 1;
        if let Some(polls) = &mut self.polls {
            polls.wake(now);
        }
    }

    /// The record tells that it is so late from here on, and whose time is over by that.
    pub(crate) fn records_time(&mut self, now: Moment) {
        let after = self.steps.len();
        self.ticks.push(Tick { after, now, early: false });
        let over = self.tasks.iter().enumerate().filter(|(_, task)| {
            let until = task.pending.until();
            until.is_some_and(|until| self.now < until && until <= now)
        });
        let over = over.map(|(task, it)| Expiry { task, after, now, at: it.at });
        self.expired.extend(over);
    }

    pub(crate) fn is_over(&self, until: Option<Moment>) -> bool {
        until.is_some_and(|until| self.now >= until)
    }

    /// What the task waits for on the clock.
    pub(super) fn moments(
        &self,
        pending: &Pending,
    ) -> impl Iterator<Item = Moment> {
        let arms = match pending {
            Pending::Select { arms, .. } => &self.arms[arms.range()],
            _ => &[],
        };
        let next = |arm: &Arm| self.channel(arm.channel).next();
        pending.until().into_iter().chain(arms.iter().filter_map(next))
    }
}
