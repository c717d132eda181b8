//! The odd and wrong answers that an exercise brings, whole.

use std::fs;

use super::{End, Failed, Session, says};
use crate::Exercise;
use workshop::Fault;

impl From<Fault> for Failed {
    fn from(fault: Fault) -> Failed {
        Failed(1, fault.to_string())
    }
}

impl Session {
    /// Shows one, or puts a text in its place.
    pub(super) fn shipped(
        &self,
        exercise: &Exercise,
        name: &str,
    ) -> Result<End, Failed> {
        if let Some(file) = &self.call.take {
            let text = fs::read_to_string(file);
            let text = text.map_err(|error| Fault::of_path(file, &error))?;
            exercise.take(name, &text)?;
            return Ok(End::Passed);
        }
        says(&exercise.shipped(name)?)
    }

    /// Does the same with each of these exercises.
    pub(super) fn all(
        &self,
        names: &[&str],
        each: impl Fn(&Exercise) -> Result<(), Fault>,
    ) -> Result<End, Failed> {
        for exercise in self.all_named(names)? {
            each(exercise)?;
        }
        Ok(End::Passed)
    }
}
