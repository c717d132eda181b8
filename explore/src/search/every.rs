//! Every schedule.

use super::estimate::left;
use crate::model::TaskId;
use crate::schedule::strategy::{Chosen, Strategy};
use crate::schedule::trace::Trace;

/// Depth first: the next schedule differs from the last in its latest choice that has
/// an alternative left. The task that runs keeps running at first, so the first failing
/// schedule has few switches.
#[derive(Default)]
pub(crate) struct Every {
    path: Vec<Choice>,
    depth: usize,
    started: bool,
}

struct Choice {
    taken: usize,
    alternatives: usize,
}

impl Every {
    /// Whether the next choice was not made before.
    pub(super) fn is_new(&self) -> bool {
        self.depth == self.path.len()
    }
}

impl Strategy for Every {
    fn begin(&mut self) -> bool {
        self.depth = 0;
        if !self.started {
            self.started = true;
            return true;
        }
        while let Some(last) = self.path.last_mut() {
            if last.taken + 1 < last.alternatives {
                last.taken += 1;
                return true;
            }
            self.path.pop();
        }
        false
    }

    fn same(&self) -> Option<usize> {
        Some(self.path.len().saturating_sub(1))
    }

    fn answers(&self) -> usize {
        self.depth
    }

    fn repeats(&mut self, answers: usize) {
        self.depth = answers;
    }

    fn choose(&mut self, enabled: &[TaskId], _: &Trace) -> Result<Chosen, String> {
        match enabled.len() {
            1 => Ok(Chosen::Place(0)),
            tasks => self.pick(tasks).map(Chosen::Place),
        }
    }

    fn pick(&mut self, ways: usize) -> Result<usize, String> {
        if self.depth == self.path.len() {
            self.path.push(Choice { taken: 0, alternatives: ways });
        }
        let choice = &self.path[self.depth];
        self.depth += 1;
        if choice.alternatives != ways {
            return Err(format!(
                "the program does not repeat itself: choice {} was among {} and is \
                 among {ways} the next time. Does it use chance, time, or the order of \
                 a HashMap?",
                self.depth, choice.alternatives
            ));
        }
        Ok(choice.taken)
    }

    fn stops(&mut self, _: &Trace) {
        self.path.truncate(self.depth);
    }

    fn clock_goes_first(&mut self, _enabled: usize) -> Result<bool, String> {
        Ok(self.pick(2)? == 1)
    }

    fn left(&self, schedules: usize) -> Option<u64> {
        let ways =
            self.path.iter().map(|choice| (choice.taken, choice.alternatives));
        left(schedules, ways)
    }

    fn is_exhaustive(&self) -> bool {
        true
    }
}
