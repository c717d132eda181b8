//! What is needed to choose fairly.

use std::time::Duration;

use super::numbers::Numbers;
use crate::model::TaskId;

/// The choices of a schedule that goes on fairly: any at first, so that no task is kept in
/// step with others, and then each task in turn.
pub(super) struct Fair {
    /// How many steps were fair.
    pub(super) steps: usize,
    /// After so many each task has its turn.
    random: usize,
    /// Whether the strategy knows that it chooses no longer.
    pub(super) is_told: bool,
    numbers: Numbers,
    /// How many ways were taken in turn.
    turns: usize,
    /// How often time has passed since the clock was moved on last.
    pub(super) naps: usize,
    /// How often tasks overslept.
    pub(super) oversleeps: usize,
    /// By how much the clock moves on when nobody waits for a moment.
    pub(super) tick: Duration,
}

impl Fair {
    /// For a schedule that fails after so many steps.
    pub(super) fn new(most: usize) -> Fair {
        Fair {
            steps: 0,
            random: most / 2,
            is_told: false,
            numbers: Numbers(0),
            turns: 0,
            naps: 0,
            oversleeps: 0,
            tick: Duration::from_millis(1),
        }
    }

    /// One of so many ways.
    pub(super) fn way(&mut self, ways: usize) -> usize {
        if self.steps < self.random {
            return self.numbers.below(ways);
        }
        self.turns += 1;
        self.turns % ways
    }

    /// One of these tasks, after the one that was chosen last.
    pub(super) fn task(&mut self, enabled: &[TaskId], last: TaskId) -> TaskId {
        if self.steps < self.random {
            return enabled[self.numbers.below(enabled.len())];
        }
        let after = enabled.iter().filter(|&&task| task > last).min();
        *after.or_else(|| enabled.iter().min()).unwrap_or(&enabled[0])
    }
}
