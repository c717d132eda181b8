//! Choices whose ways are known.

/// The way that each choice of one schedule takes; the first one where nothing is said.
pub(super) struct Places {
    places: Vec<usize>,
    next: usize,
    has_begun: bool,
}

impl Places {
    pub(super) fn new(places: Vec<usize>) -> Places {
        Places { places, next: 0, has_begun: false }
    }

    /// Whether the schedule is still to come.
    pub(super) fn begin(&mut self) -> bool {
        !std::mem::replace(&mut self.has_begun, true)
    }

    /// Which of so many tasks goes; `None` if there is no such one.
    pub(super) fn task(&mut self, ways: usize) -> Option<usize> {
        if ways == 1 { Some(0) } else { self.way(ways) }
    }

    /// Which of so many ways, at least two, is taken; `None` if there is no such one.
    pub(super) fn way(&mut self, ways: usize) -> Option<usize> {
        let place = self.places.get(self.next).copied().unwrap_or(0);
        self.next += 1;
        (place < ways).then_some(place)
    }
}
