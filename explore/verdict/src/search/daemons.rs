//! Tasks that go round for as long as the program does.

use explore::{Cause, Failure, Waiting};

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
            places.any(|place| {
                let function = self.sources.function_at(place);
                let line = place.line as usize;
                function.is_some_and(|function| function.stays_at(line))
            })
        };
        let is_daemon = |one: &Waiting| one.task != "main" && stays(one);
        if failure.waiting.is_empty() || !failure.waiting.iter().all(is_daemon) {
            return None;
        }
        let subject = Subject::Daemons;
        Some(self.by(Plan { subject, ..plan.clone() }))
    }
}
