//! The choice that decides whether a schedule fails.

use explore::{Explore, Failure, Step};

use super::Search;
use crate::diagnosis::Diagnosis;
use crate::reversed;
use crate::ways::Program;

/// Of a schedule with more choices than these it is not looked for.
const CHOICES: usize = 400;

/// So many schedules that part from the failing one are tried.
const PARTINGS: usize = 300;

impl Search {
    /// What a failing schedule does in another order than the schedule that parts from it
    /// as late as possible and does not fail.
    pub(super) fn turning_point(
        &self,
        failure: &Failure,
        program: Program<'_>,
    ) -> Option<Diagnosis> {
        let passed = self.passes_instead(failure, program)?;
        reversed::diagnose(failure, &passed)
    }

    /// The steps of the schedule that parts from the failing one as late as possible, and
    /// does not fail.
    fn passes_instead(
        &self,
        failure: &Failure,
        program: Program<'_>,
    ) -> Option<Vec<Step>> {
        let mut tried = 0;
        for choices in (0..failure.choices.min(CHOICES)).rev() {
            for way in 0.. {
                if tried == PARTINGS {
                    return None;
                }
                tried += 1;
                let parting = Explore::parting(failure.replay(), choices, way);
                let parting = parting.expect("its own name");
                // There are no more ways.
                let Ok(found) = self.ways.run(parting, program) else { break };
                if let Some(passed) = found.report.passed {
                    return Some(passed.steps(|file| self.text_of(file)));
                }
            }
        }
        None
    }
}

#[cfg(test)]
mod tests;
