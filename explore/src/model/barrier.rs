//! How a barrier is modelled.

use super::access::Mode;

/// Who has come.
#[derive(Clone, Debug, Default)]
pub(crate) struct Barrier {
    arrived: usize,
    generation: usize,
}

impl Barrier {
    /// One more of so many has come. Returns the number of the group that waits, `None` for
    /// the last one of it. All that matters is who comes last.
    pub(crate) fn arrive(&mut self, tasks: usize) -> (Option<usize>, Mode) {
        let mode = Mode::of_last(tasks.saturating_sub(self.arrived));
        self.arrived += 1;
        if self.arrived < tasks {
            return (Some(self.generation), mode);
        }
        self.arrived = 0;
        self.generation += 1;
        (None, mode)
    }

    /// Whether all of the group with this number have come.
    pub(crate) fn let_go(&self, generation: usize) -> bool {
        self.generation != generation
    }
}
