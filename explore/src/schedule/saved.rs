//! The model as it was where a schedule came to a choice, for the schedules that go another
//! way from there.

use super::task::Task;
use super::trace::{Kept, Trace};
use crate::model::TaskId;
use crate::model::object::Object;
use crate::model::senders::Senders;

/// So many are kept: a search that goes depth first needs the last ones most often.
const MOST: usize = 16;

/// So many turns at least are between two: a turn that is repeated with the model takes less
/// time than to save it.
const TURNS: usize = 3;

/// The model at a choice. Of what only grows it has the length.
#[derive(Default)]
pub(super) struct Saved {
    /// How many answers the search had given.
    pub(super) answers: usize,
    /// How many choices had been made.
    pub(super) choices: usize,
    /// The hash of those.
    pub(super) hash: u64,
    /// How many turns had passed.
    pub(super) turns: usize,
    pub(super) current: TaskId,
    pub(super) chosen: TaskId,
    pub(super) tasks: Vec<Task>,
    pub(super) objects: Vec<Object>,
    pub(super) senders: Senders,
    pub(super) trace: Trace,
    pub(super) kept: Kept,
    pub(super) changes: u64,
    pub(super) reached: usize,
    pub(super) printed: usize,
    pub(super) steps: usize,
    pub(super) notes: usize,
    pub(super) started: usize,
    pub(super) ended: usize,
    pub(super) arms: usize,
}

/// Those of the schedule that runs, up to where it has come. Their memory is used again.
#[derive(Default)]
pub(crate) struct Saves {
    /// One after the other, round and round.
    saved: Vec<Saved>,
    first: usize,
    count: usize,
}

impl Saves {
    /// A schedule begins in which so many answers of the search are those of the one before.
    /// Returns after how many turns it comes to the last one, if there is one left.
    pub(super) fn begin(&mut self, same: usize) -> Option<usize> {
        while self.last().is_some_and(|last| last.answers > same) {
            self.count -= 1;
        }
        self.last().map(|last| last.turns)
    }

    /// The last one.
    pub(super) fn last(&self) -> Option<&Saved> {
        let last = self.count.checked_sub(1)?;
        self.saved.get((self.first + last) % MOST)
    }

    /// Whether one more is of use after so many turns.
    pub(super) fn has_room(&self, turns: usize) -> bool {
        self.last().is_none_or(|last| last.turns + TURNS <= turns)
    }

    /// One more, in place of the first one if there are too many.
    pub(super) fn add(&mut self) -> &mut Saved {
        match self.count {
            MOST => self.first += 1,
            _ => self.count += 1,
        }
        let place = (self.first + self.count - 1) % MOST;
        if place == self.saved.len() {
            self.saved.push(Saved::default());
        }
        &mut self.saved[place]
    }

    /// Forgets all.
    pub(super) fn clear(&mut self) {
        self.count = 0;
    }
}
