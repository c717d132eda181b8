//! What a check collects while it runs.

use std::fmt::Display;
use std::sync::{Arc, Mutex, PoisonError};

/// A list that tasks add to. Like counting with a [`Gauge`](crate::Gauge) this is no step
/// that another task could come before or after.
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
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl<T> Default for Log<T> {
    fn default() -> Log<T> {
        Log(Arc::default())
    }
}
