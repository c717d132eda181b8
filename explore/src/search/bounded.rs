//! Schedules with few interruptions.

use std::collections::HashSet;

use super::every::Every;
use crate::model::TaskId;
use crate::schedule::strategy::{Chosen, Strategy};
use crate::schedule::trace::Trace;

/// Every schedule in which so many tasks at most are interrupted, depth first. A task
/// that waits is not interrupted: the others may go on as they like. Where a schedule comes
/// to what an earlier one has come to in another order, nothing new follows.
pub(crate) struct Bounded {
    every: Every,
    interruptions: usize,
    left: usize,
    /// The task that went last.
    last: Option<TaskId>,
    /// What was come to, as hashes: the partial order, who went last, how many
    /// interruptions are left.
    known: HashSet<(u64, u64, usize)>,
}

impl Bounded {
    pub(crate) fn new(interruptions: usize) -> Bounded {
        Bounded {
            every: Every::default(),
            interruptions,
            left: 0,
            last: None,
            known: HashSet::new(),
        }
    }
}

impl Strategy for Bounded {
    fn begin(&mut self) -> bool {
        self.left = self.interruptions;
        self.last = None;
        self.every.begin()
    }

    fn choose(
        &mut self,
        enabled: &[TaskId],
        trace: &Trace,
    ) -> Result<Chosen, String> {
        let may_go_on = Some(enabled[0]) == self.last;
        let is_free = enabled.len() > 1 && (!may_go_on || self.left > 0);
        if is_free && self.every.is_new() {
            let last = self.last.map_or(0, |last| trace.hash_of(last));
            if !self.known.insert((trace.hash(), last, self.left)) {
                return Ok(Chosen::Known);
            }
        }
        let place = if is_free { self.every.pick(enabled.len())? } else { 0 };
        if may_go_on && place > 0 {
            self.left -= 1;
        }
        self.last = Some(enabled[place]);
        Ok(Chosen::Place(place))
    }

    fn left(&self, schedules: usize) -> Option<u64> {
        self.every.left(schedules)
    }

    fn pick(&mut self, ways: usize) -> Result<usize, String> {
        self.every.pick(ways)
    }

    fn stops(&mut self, trace: &Trace) {
        self.every.stops(trace);
    }

    fn clock_goes_first(&mut self, enabled: usize) -> Result<bool, String> {
        self.every.clock_goes_first(enabled)
    }
}
