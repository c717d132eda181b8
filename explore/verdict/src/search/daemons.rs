//! Tasks that go round for as long as the program does.

use explore::{Cause, Failure, Place, Waiting};

use super::Search;
use crate::plan::{Plan, Subject};
use crate::ways::Program;

impl Search {
    /// If all that a `main` has left behind are tasks that go round for as long as the
    /// program does: the same search, to which that is no failure, as it is none of a
    /// process.
    pub(super) fn with_daemons(
        &self,
        program: Program<'_>,
        failure: &Failure,
    ) -> Option<Search> {
        let plan = self.ways.plan.as_ref()?;
        if plan.subject != Subject::Main || failure.cause != Cause::Deadlock {
            return None;
        }
        let failure = self.with_calls(failure.clone(), program);
        let stays = |waiting: &Waiting| {
            let mut places = waiting.calls.iter().chain([&waiting.place]);
            places.any(|place| self.goes_round(waiting, place))
        };
        let is_daemon = |one: &Waiting| one.task != "main" && stays(one);
        if failure.waiting.is_empty() || !failure.waiting.iter().all(is_daemon) {
            return None;
        }
        let subject = Subject::Daemons;
        Some(self.by(Plan { subject, ..plan.clone() }))
    }

    /// Whether what waits here, or calls what waits, does so in each round for as long as
    /// the program runs.
    fn goes_round(&self, waiting: &Waiting, place: &Place) -> bool {
        let (sources, line) = (self.sources, place.line as usize);
        // All others have ended: what has a sender yet is a static, if one may have it.
        let has_end = waiting.senders.is_empty()
            || *place != waiting.place
            || !sources.may_keep_a_sender(&place.file);
        let around =
            sources.function_at(place).or_else(|| sources.static_at(place));
        around.is_some_and(|around| {
            around.stays_at(line) || !has_end && around.takes_at(line)
        })
    }
}
