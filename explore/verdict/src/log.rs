//! What a check collects while it runs.

use std::fmt::Display;
use std::sync::{Arc, Mutex, PoisonError};

/// A list that tasks add to. Like counting with a [`Gauge`](crate::Gauge) this is no step
/// of its own; but in which order tasks add, and what one has added when another reads,
/// makes a difference to what is explored.
#[derive(Clone, Debug)]
pub struct Log<T>(Arc<Mutex<Vec<T>>>);

impl<T: Clone> Log<T> {
    /// Adds this and notes in the record what it `says`.
    #[track_caller]
    pub fn push(&self, one: T, says: impl Display) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(one);
        explore::note!("{says}");
    }

    /// What was added so far, in order.
    pub fn all(&self) -> Vec<T> {
        explore::reads_notes();
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl<T> Default for Log<T> {
    fn default() -> Log<T> {
        Log(Arc::default())
    }
}
