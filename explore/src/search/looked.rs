//! What is looked at of that which each task changes when it ends.
//!
//! The end of a thread comes with its last step, and few programs ask for it other than by a
//! join, which cannot come before. So as long as no schedule has asked, an end makes no
//! difference. When the first one asks, what was decided before may be wrong.

use crate::schedule::trace::{Did, Looked};

/// What the schedules so far have looked at.
#[derive(Default)]
pub(super) struct Seen {
    looked: Looked,
    /// Whether it made a difference that they have not looked at more.
    relied: bool,
}

impl Seen {
    /// Whether all that may not be swapped with what was done may not be swapped with this.
    pub(super) fn covers(&mut self, does: &Did, did: &Did) -> bool {
        let covers = does.covers(did, self.looked);
        self.relied |= covers && !does.covers(did, Looked::ALL);
        covers
    }

    /// Adds what a schedule has looked at. Returns whether something was decided that counts
    /// no longer.
    pub(super) fn add(&mut self, looked: Looked) -> bool {
        let known = self.looked;
        self.looked = known.or(looked);
        self.looked != known && std::mem::take(&mut self.relied)
    }
}
