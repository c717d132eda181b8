//! One schedule again.

use super::name::Name;
use super::places::Places;
use crate::model::TaskId;
use crate::schedule::choices::Choices;
use crate::schedule::strategy::{Chosen, Strategy};
use crate::schedule::trace::Trace;

/// The schedule with a name.
pub(crate) struct Replay {
    name: Name,
    places: Places,
}

impl Replay {
    pub(crate) fn new(name: Name) -> Replay {
        Replay { places: Places::new(name.places()), name }
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
        self.places.begin()
    }

    fn choose(&mut self, enabled: &[TaskId], _: &Trace) -> Result<Chosen, String> {
        let place = self.places.task(enabled.len()).map(Chosen::Place);
        place.ok_or_else(|| self.changed())
    }

    fn pick(&mut self, ways: usize) -> Result<usize, String> {
        self.places.way(ways).ok_or_else(|| self.changed())
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
