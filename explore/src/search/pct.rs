//! Schedules with random priorities.

use std::ops::RangeInclusive;

use crate::model::TaskId;
use crate::schedule::numbers::Numbers;
use crate::schedule::strategy::{Chosen, Strategy};
use crate::schedule::trace::Trace;

/// Each task gets a random priority and the highest one runs; at `depth - 1` random steps
/// the task that would go on drops to the bottom. Steps count also where only one task can
/// go: that it is the last one to go later may be what matters.
pub(crate) struct Pct {
    /// The schedules have these in turn.
    depths: RangeInclusive<usize>,
    left: usize,
    numbers: Numbers,
    /// Of each task in this schedule; the highest goes first.
    priorities: Vec<u64>,
    /// The next priority to give to a task that drops: below all and falling.
    bottom: u64,
    /// The numbers of the steps at which a task drops.
    drops: Vec<usize>,
    steps: usize,
    /// The most steps that a schedule had.
    most_steps: usize,
}

/// Tasks that drop come below this line, all others above it.
const BOTTOM: u64 = 1 << 32;

impl Pct {
    pub(crate) fn new(
        depths: RangeInclusive<usize>,
        schedules: usize,
        seed: u64,
    ) -> Pct {
        Pct {
            depths,
            left: schedules,
            numbers: Numbers(seed),
            priorities: Vec::new(),
            bottom: BOTTOM,
            drops: Vec::new(),
            steps: 0,
            most_steps: 1,
        }
    }

    fn drop_to_bottom(&mut self, task: TaskId) {
        self.know(task);
        self.bottom -= 1;
        self.priorities[task] = self.bottom;
    }

    fn know(&mut self, task: TaskId) {
        while self.priorities.len() <= task {
            self.priorities.push(BOTTOM | self.numbers.next());
        }
    }

    fn highest(&mut self, enabled: &[TaskId]) -> usize {
        for &task in enabled {
            self.know(task);
        }
        let priority = |&place: &usize| self.priorities[enabled[place]];
        (0..enabled.len()).max_by_key(priority).unwrap_or(0)
    }
}

impl Strategy for Pct {
    fn begin(&mut self) -> bool {
        if self.left == 0 {
            return false;
        }
        self.left -= 1;
        self.most_steps = self.most_steps.max(self.steps);
        self.steps = 0;
        self.priorities.clear();
        self.bottom = BOTTOM;
        self.drops.clear();
        let depths = self.depths.clone();
        let depth = depths.clone().nth(self.left % depths.count()).unwrap_or(1);
        for _ in 1..depth {
            self.drops.push(self.numbers.below(self.most_steps));
        }
        true
    }

    fn choose(&mut self, enabled: &[TaskId], _: &Trace) -> Result<Chosen, String> {
        if self.drops.contains(&self.steps) {
            let task = enabled[self.highest(enabled)];
            self.drop_to_bottom(task);
        }
        self.steps += 1;
        Ok(Chosen::Place(self.highest(enabled)))
    }

    fn left(&self, _schedules: usize) -> Option<u64> {
        Some(self.left as u64)
    }

    fn pick(&mut self, ways: usize) -> Result<usize, String> {
        Ok(self.numbers.below(ways))
    }

    fn yields(&mut self, task: TaskId) {
        self.drop_to_bottom(task);
    }
}
