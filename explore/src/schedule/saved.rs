//! The model as it was where a schedule came to a choice, for the schedules that go another
//! way from there.

use super::task::Task;
use super::trace::Trace;
use crate::model::TaskId;
use crate::model::object::Object;
use crate::model::senders::Senders;

/// So many are kept: a search that goes depth first needs the last ones most often.
const MOST: usize = 16;

/// The model at a choice. Of what only grows it has the length.
#[derive(Default)]
pub(super) struct Saved {
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
    /// A schedule begins in which so many choices are made like in the one before. Returns
    /// after how many turns it comes to the last one, if there is one left.
    pub(super) fn begin(&mut self, same: usize) -> Option<usize> {
        while self.last().is_some_and(|last| last.choices > same) {
            self.count -= 1;
        }
        self.last().map(|last| last.turns)
    }

    /// The last one.
    pub(super) fn last(&self) -> Option<&Saved> {
        let last = self.count.checked_sub(1)?;
        self.saved.get((self.first + last) % MOST)
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
