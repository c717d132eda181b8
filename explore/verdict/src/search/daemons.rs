//! Tasks that go on for as long as the program does.

use std::panic::Location;

use explore::{Cause, Explore, Failure, Place, Step, Waiting, Want};

use super::Search;
use crate::deadlocks::NO_WAKER;
use crate::functions::Function;
use crate::plan::Subject;
use crate::ways::Program;

/// So many steps show what goes round when `main` has ended.
const BEGIN: usize = 1_000;

impl Search {
    /// If all that a `main` has left behind are tasks that go on for as long as the program
    /// does: the same search, to which it is no failure that a task waits there, as it is
    /// none of a process.
    pub(super) fn with_daemons(
        &self,
        program: Program<'_>,
        failure: &Failure,
    ) -> Option<Search> {
        let plan = self.ways.plan.as_ref()?;
        let has_ended = || failure.ended.iter().any(|one| one.task == "main");
        if plan.subject != Subject::Main || !has_ended() {
            return None;
        }
        let places = match failure.cause {
            Cause::Deadlock => {
                let failure = self.with_calls(failure.clone(), program);
                self.waiting_daemons(&failure.waiting)?
            }
            Cause::StepLimit { .. } => {
                self.endless_daemons(&self.begin_of(failure, program)?)?
            }
            _ => return None,
        };
        Some(self.by(self.ways.with_daemons(places.into_iter())))
    }

    /// Where they wait, if each does so in a loop that nothing leaves, for nothing but to
    /// be told to stop, or for ever, as it says itself.
    fn waiting_daemons(
        &self,
        waiting: &[Waiting],
    ) -> Option<Vec<&'static Location<'static>>> {
        let is_daemon = |one: &Waiting| {
            one.calls.iter().chain([&one.place]).any(|place| self.stays(place))
                || self.waits_for_a_token(one)
                || self.waits_for_ever(one)
                || self.takes_from_a_static(one)
        };
        let places =
            waiting.iter().map(|one| is_daemon(one).then_some(one.location));
        places.collect()
    }

    /// The begin of a schedule that was cut off, with the calls of its steps.
    fn begin_of(&self, cut: &Failure, program: Program<'_>) -> Option<Failure> {
        let sources = self.sources;
        let again = Explore::replay(cut.replay()).ok()?.max_steps(BEGIN);
        let again = again.with_calls(move |file| sources.knows(file));
        self.ways.run(again, program).ok()?.report.failure
    }

    /// Where they go round or wait, if the schedule was cut off in loops that nothing
    /// leaves.
    fn endless_daemons(
        &self,
        failure: &Failure,
    ) -> Option<Vec<&'static Location<'static>>> {
        let main = failure.ended.iter().find(|one| one.task == "main")?;
        let stays = |step: &Step| {
            step.calls.iter().chain([&step.place]).any(|place| self.stays(place))
        };
        let rest = &failure.steps[main.after..];
        let waits = |step: &&Step| {
            failure.waiting.iter().any(|waiting| waiting.task == step.task)
        };
        let ends =
            |step: &&Step| failure.ended.iter().any(|one| one.task == step.task);
        let goes_on = rest.iter().filter(|step| !waits(step) && !ends(step));
        let mut places = self.waiting_daemons(&failure.waiting)?;
        for step in goes_on {
            places.push(stays(step).then_some(step.location)?);
        }
        Some(places)
    }

    /// Whether the loop around it ends with the program alone.
    fn stays(&self, place: &Place) -> bool {
        let around = self.around(place);
        around.is_some_and(|around| around.stays_at(place.line as usize))
    }

    /// The function around it, or what makes a static.
    fn around(&self, place: &Place) -> Option<Function> {
        let sources = self.sources;
        let around = sources.function_at(place).cloned();
        around.or_else(|| sources.static_at(place))
    }

    /// Whether the task waits until a token is cancelled, and for nothing else. It needs
    /// no cancel to end with the process.
    fn waits_for_a_token(&self, waiting: &Waiting) -> bool {
        let object = waiting.object.as_ref();
        waiting.wants == Want::Notification
            && object.is_some_and(|object| self.sources.is_token(object))
    }

    /// Whether it waits in `std::future::pending()`, which says that it never ends.
    fn waits_for_ever(&self, waiting: &Waiting) -> bool {
        waiting.wants == Want::Waker
            && waiting.operation.ends_with(NO_WAKER)
            && (waiting.calls.iter().chain([&waiting.place]))
                .any(|place| self.sources.waits_for_ever(place))
    }

    /// Whether it takes here one message after the other from a channel that a static may
    /// have a sender of.
    fn takes_from_a_static(&self, waiting: &Waiting) -> bool {
        let place = &waiting.place;
        let around = self.around(place);
        // All others have ended: what has a sender yet is a static, if one may have it.
        !waiting.senders.is_empty()
            && self.sources.may_keep_a_sender(&place.file)
            && around.is_some_and(|around| around.takes_at(place.line as usize))
    }
}
