//! Random schedules.

use crate::model::TaskId;
use crate::schedule::numbers::Numbers;
use crate::schedule::strategy::{Chosen, Strategy};
use crate::schedule::trace::Trace;

/// Each choice is a fair throw.
pub(crate) struct Random {
    left: usize,
    numbers: Numbers,
}

impl Random {
    pub(crate) fn new(schedules: usize, seed: u64) -> Random {
        Random { left: schedules, numbers: Numbers(seed) }
    }
}

impl Strategy for Random {
    fn begin(&mut self) -> bool {
        let more = self.left > 0;
        self.left = self.left.saturating_sub(1);
        more
    }

    fn choose(&mut self, enabled: &[TaskId], _: &Trace) -> Result<Chosen, String> {
        match enabled.len() {
            1 => Ok(Chosen::Place(0)),
            tasks => self.pick(tasks).map(Chosen::Place),
        }
    }

    fn left(&self, _schedules: usize) -> Option<u64> {
        Some(self.left as u64)
    }

    fn pick(&mut self, ways: usize) -> Result<usize, String> {
        Ok(self.numbers.below(ways))
    }
}
