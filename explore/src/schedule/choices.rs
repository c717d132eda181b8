//! The choices that make a schedule what it is.

use crate::model::TaskId;

/// What was chosen where there was more than one way, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Choices {
    /// The place of what was chosen among what could be.
    pub(crate) places: Vec<usize>,
    /// Of what could be chosen each time.
    pub(crate) hash: u64,
    /// After how many operations nothing was chosen any more: it went on fairly.
    pub(crate) fair_after: Option<usize>,
}

/// One of them.
#[derive(Clone, Copy, Debug)]
pub(super) struct Choice {
    place: usize,
    /// The hash with this one.
    hash: u64,
}

impl Choices {
    pub(crate) fn clear(&mut self) {
        self.places.clear();
        self.hash = 0;
        self.fair_after = None;
    }

    /// One of these tasks, or the clock, goes.
    pub(super) fn task(&mut self, enabled: &[TaskId], place: usize) {
        if enabled.len() > 1 {
            for &task in enabled {
                self.mix(task as u64);
            }
            self.way(place, enabled.len());
        }
    }

    /// A task takes one of so many ways.
    pub(super) fn way(&mut self, way: usize, ways: usize) {
        self.mix(ways as u64);
        self.places.push(way);
    }

    /// The one that was made last.
    pub(super) fn last(&self) -> Option<Choice> {
        let hash = self.hash;
        self.places.last().map(|&place| Choice { place, hash })
    }

    /// It is made once more, after the same ones.
    pub(super) fn again(&mut self, choice: Choice) {
        self.places.push(choice.place);
        self.hash = choice.hash;
    }

    /// FNV-1a (Fowler, Noll and Vo).
    fn mix(&mut self, number: u64) {
        self.hash = (self.hash ^ number).wrapping_mul(0x0100_0000_01B3);
    }
}
