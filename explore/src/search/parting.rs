//! A schedule that goes the way of another one, up to a choice.

use super::name::Name;
use crate::model::TaskId;
use crate::schedule::strategy::{Chosen, Strategy};
use crate::schedule::trace::Trace;

/// The schedule with a name up to one of its choices, which takes another way. After that
/// each task goes on until it waits.
pub(crate) struct Parting {
    /// The way of each choice up to the one that is another.
    places: Vec<usize>,
    next: usize,
    started: bool,
}

impl Parting {
    /// After so many choices the next one takes another way: of those that there are, the
    /// one of this number, from 0.
    pub(crate) fn new(name: &Name, choices: usize, way: usize) -> Parting {
        let mut places = name.places();
        places.resize(choices + 1, 0);
        let taken = places[choices];
        places[choices] = if way < taken { way } else { way + 1 };
        Parting { places, next: 0, started: false }
    }

    fn place(&mut self, ways: usize) -> Result<usize, String> {
        let place = self.places.get(self.next).copied().unwrap_or(0);
        self.next += 1;
        if place < ways { Ok(place) } else { Err(NO_WAY.to_string()) }
    }
}

/// What is said of a choice that has fewer ways.
const NO_WAY: &str = "there is no such way to part from the schedule";

impl Strategy for Parting {
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
}
