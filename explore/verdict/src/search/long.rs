//! Whether a schedule that was cut off has an end after all.

use explore::{Cause, Explore, Failure};

use super::{LONG, Search};
use crate::endless::goes_round_in_vain;
use crate::{Check, number};

impl Search {
    /// Whether a schedule in which nothing changes any more goes on like that for many
    /// times as long: a loop that ends after a number of turns would have ended. Where an
    /// arm is never reached there is nothing to find out.
    ///
    /// # Errors
    ///
    /// Why the program cannot be explored.
    pub(super) fn spins_on(
        &self,
        check: &Check,
        size: usize,
        spins: &Failure,
    ) -> Result<bool, String> {
        if !self.is_livelock(spins) {
            return Ok(true);
        }
        let failure = self.longer((&check.max_steps(LONG), size), spins)?;
        Ok(failure.is_some_and(|failure| self.is_livelock(&failure)))
    }

    /// What a schedule that was cut off fails with when it is run again, with the steps of
    /// this check.
    ///
    /// # Errors
    ///
    /// Why the program cannot be explored.
    pub(super) fn longer(
        &self,
        (check, size): (&Check, usize),
        cut: &Failure,
    ) -> Result<Option<Failure>, String> {
        let name = cut.replay();
        let again =
            Explore::replay(name).map_err(|why| format!("{name}: {why}"))?;
        Ok(self.ways.run(again, (check, size, None))?.report.failure)
    }

    /// Makes sure that a schedule of an answer that was cut off has not ended after many more
    /// steps either: that there are many is no fault of the answer.
    ///
    /// # Errors
    ///
    /// That it has ended, so that there is no verdict.
    pub(super) fn has_no_end(
        &self,
        check: &Check,
        size: usize,
        failure: &Failure,
    ) -> Result<(), String> {
        let Cause::StepLimit { steps } = failure.cause else { return Ok(()) };
        // Time may end a loop in which nothing changes, but it is no way to wait.
        if goes_round_in_vain(failure) {
            return Ok(());
        }
        let more = check.max_steps(LONG.max(2 * steps));
        match self.longer((&more, size), failure)? {
            Some(_) => Ok(()),
            None => Err(format!(
                "In the check {} a schedule came to its end, but only after more than {} \
                 steps. That is too many to explore them, so there is no verdict. Does a \
                 task look at something again and again where it could wait?",
                check.name,
                number(steps)
            )),
        }
    }
}
