//! A schedule that goes the way of another one, up to a choice.

use super::name::Name;
use super::places::Places;
use crate::model::TaskId;
use crate::schedule::strategy::{Chosen, Strategy};
use crate::schedule::trace::Trace;

/// The schedule with a name up to one of its choices, which takes another way. After that
/// each task goes on until it waits.
pub(crate) struct Parting(Places);

impl Parting {
    /// After so many choices the next one takes another way: of those that there are, the
    /// one of this number, from 0.
    pub(crate) fn new(name: &Name, choices: usize, way: usize) -> Parting {
        let mut places = name.places();
        places.resize(choices + 1, 0);
        let taken = places[choices];
        places[choices] = if way < taken { way } else { way + 1 };
        Parting(Places::new(places))
    }
}

/// What is said of a choice that has fewer ways.
fn no_way() -> String {
    "there is no such way to part from the schedule".to_string()
}

impl Strategy for Parting {
    fn begin(&mut self) -> bool {
        self.0.begin()
    }

    fn choose(&mut self, enabled: &[TaskId], _: &Trace) -> Result<Chosen, String> {
        self.0.task(enabled.len()).map(Chosen::Place).ok_or_else(no_way)
    }

    fn pick(&mut self, ways: usize) -> Result<usize, String> {
        self.0.way(ways).ok_or_else(no_way)
    }

    fn owns_clock(&self) -> bool {
        true
    }
}
