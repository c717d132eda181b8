//! Async tasks that are interrupted between their awaits, as on worker threads.

use std::time::Instant;

use super::{Search, Settled, ended};
use crate::plan::Plan;
use crate::ways::{Order, Way};
use crate::{Check, Explored};

impl Search {
    /// Interrupts async tasks between their awaits, as nothing is known of them else.
    ///
    /// # Errors
    ///
    /// Why nothing is known.
    pub(super) fn on_workers_alone(
        &self,
        (check, size): (&Check, usize),
        seed: u64,
        began: Instant,
        explored: Explored,
        why: impl FnOnce() -> String,
    ) -> Result<Settled, String> {
        if !self.ways.is_mixed() {
            return Err(why());
        }
        let explored = Explored { workers: None, ..explored };
        let tried = self.on_workers((check, size), seed, began, explored)?;
        match tried {
            (Explored { workers: None | Some(0), .. }, None) => Err(why()),
            tried => Ok(tried),
        }
    }

    /// Interrupts async tasks between their awaits too, if they have several threads and
    /// can be explored so: adds how many schedules that were.
    ///
    /// # Errors
    ///
    /// Why a failure cannot be told.
    pub(super) fn on_workers(
        &self,
        (check, size): (&Check, usize),
        seed: u64,
        began: Instant,
        explored: Explored,
    ) -> Result<Settled, String> {
        let share = |plan: &Plan| plan.share(began.elapsed(), 1);
        let time = self.ways.plan.as_ref().and_then(share);
        let found =
            self.ways.look(Way::Workers, (check, size), seed, time, &|_| false);
        let Some(found) = found.ok().filter(|found| found.report.has_workers)
        else {
            return Ok((explored, None));
        };
        if let Some(failure) = &found.report.failure {
            if let Some(plan) = &self.ways.plan {
                ended(&failure.cause, plan, self.sources)?;
            }
            if let Some(search) = self.with_daemons((check, size, None), failure) {
                return search.check(check, size, seed);
            }
            let schedule = explored.schedules + found.report.schedules;
            let program = (check, size, None);
            let wrong = self.wrong(program, Order::Workers, failure, schedule)?;
            return Ok((explored, Some(wrong)));
        }
        let explored = Explored {
            tasks: explored.tasks.max(found.report.tasks),
            timed: explored.timed || found.report.timed,
            workers: Some(found.report.schedules - found.cut.times),
            ..explored
        };
        Ok((explored, None))
    }
}
