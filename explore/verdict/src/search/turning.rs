//! The choice that decides whether a schedule fails.

use explore::{Explore, Failure};

use super::Search;
use crate::diagnosis::Diagnosis;
use crate::reversed;
use crate::ways::Program;

/// Of a schedule with more choices than these it is not looked for.
const CHOICES: usize = 400;

/// So many schedules that part from the failing one are tried, with so many steps in all.
const PARTINGS: usize = 300;
const STEPS: usize = 300_000;

impl Search {
    /// What decides that a schedule fails, by the one that parts from it as late as possible
    /// and does not fail.
    pub(super) fn turning_point(
        &self,
        failure: &Failure,
        program: Program<'_>,
    ) -> Option<Diagnosis> {
        let (mut left, mut steps) = (PARTINGS, STEPS);
        for choices in (0..failure.choices.min(CHOICES)).rev() {
            for way in 0.. {
                left = left.checked_sub(1)?;
                let parting = Explore::parting(failure.replay(), choices, way);
                let parting = parting.expect("its own name");
                // There are no more ways.
                let Ok(found) = self.ways.run(parting, program) else { break };
                steps = steps.checked_sub(found.report.steps)?;
                let Some(passed) = found.report.passed else { continue };
                let passed = passed.steps(|file| self.text_of(file));
                let told = reversed::diagnose(failure, &passed, self.sources);
                // One that parts earlier may tell more.
                if told.is_some() {
                    return told;
                }
            }
        }
        None
    }
}

#[cfg(test)]
mod tests;
