//! One schedule again.

use super::name::Name;
use crate::model::TaskId;
use crate::schedule::choices::Choices;
use crate::schedule::strategy::{Chosen, Strategy};
use crate::schedule::trace::Trace;

/// The schedule with a name.
pub(crate) struct Replay {
    name: Name,
    places: Vec<usize>,
    next: usize,
    started: bool,
}

impl Replay {
    pub(crate) fn new(name: Name) -> Replay {
        Replay { places: name.places(), name, next: 0, started: false }
    }

    fn place(&mut self, ways: usize) -> Result<usize, String> {
        let place = self.places.get(self.next).copied().unwrap_or(0);
        self.next += 1;
        if place < ways { Ok(place) } else { Err(self.changed()) }
    }

    fn changed(&self) -> String {
        format!(
            "the program is not the one in which the schedule {} was found: its tasks do \
             not come to the same choices",
            self.name
        )
    }
}

impl Strategy for Replay {
    fn begin(&mut self) -> bool {
        !std::mem::replace(&mut self.started, true)
    }

    fn choose(&mut self, enabled: &[TaskId], _: &Trace) -> Result<Chosen, String> {
        match enabled.len() {
            1 => Ok(Chosen::Place(0)),
            ways => self.place(ways).map(Chosen::Place),
        }
    }

    fn pick(&mut self, ways: usize) -> Result<usize, String> {
        self.place(ways)
    }

    fn owns_clock(&self) -> bool {
        true
    }

    fn accepts(&self, choices: &Choices) -> Result<(), String> {
        let is_same = {
            let Name { jumps, workers, .. } = self.name;
            Name::new(choices, jumps, workers) == self.name
        };
        if is_same { Ok(()) } else { Err(self.changed()) }
    }
}
