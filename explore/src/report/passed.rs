//! A schedule that has not failed.

use super::record::Record;
use super::steps::Step;

/// What the tasks did in the last schedule of an exploration in which none has failed.
#[derive(Clone, Debug)]
pub struct Passed {
    record: Record,
}

impl Passed {
    pub(crate) fn new(record: Record) -> Passed {
        Passed { record }
    }

    /// The steps in order, in the names that `source` gives to what the tasks share, as those
    /// of [`Failure::named_by`](crate::Failure::named_by).
    pub fn steps<'s>(&self, source: impl Fn(&str) -> Option<&'s str>) -> Vec<Step> {
        self.record.steps(&source)
    }
}
