//! Async tasks that are interrupted between their awaits, as on worker threads.

use super::Settled;
use super::checking::Checking;
use crate::Explored;
use crate::ways::Way;

impl Checking<'_> {
    /// Interrupts async tasks between their awaits, as nothing is known of them else.
    ///
    /// # Errors
    ///
    /// Why nothing is known.
    pub(super) fn on_workers_alone(
        mut self,
        why: impl FnOnce() -> String,
    ) -> Result<Settled, String> {
        if !self.search.ways.is_mixed() {
            return Err(why());
        }
        self.explored.workers = None;
        match self.on_workers()? {
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
    pub(super) fn on_workers(self) -> Result<Settled, String> {
        let found = self.look(Way::Workers, 1);
        let Some(found) = found.ok().filter(|found| found.report.has_workers)
        else {
            return Ok((self.explored, None));
        };
        if let Some(failure) = &found.report.failure {
            let schedule = self.explored.schedules + found.report.schedules;
            return self.failed(Way::Workers, failure, schedule);
        }
        let explored = Explored {
            tasks: self.explored.tasks.max(found.report.tasks),
            timed: self.explored.timed || found.report.timed,
            workers: Some(found.report.schedules - found.cut.times),
            ..self.explored
        };
        Ok((explored, None))
    }
}
