use std::fmt;
use std::panic::Location;

use super::steal::{MAX_BATCH, Steal};
use super::worker::Worker;
use crate::crossbeam::values::Values;

/// A queue that all tasks add to and steal from.
pub struct Injector<T> {
    values: Values<T>,
}

impl<T> Injector<T> {
    /// An empty queue. The record calls it by this line.
    #[track_caller]
    pub fn new() -> Injector<T> {
        Injector { values: Values::new() }
    }

    /// Adds one.
    #[track_caller]
    pub fn push(&self, task: T) {
        let _ = self.values.push(task, None, Location::caller());
    }

    /// Steals the oldest one.
    #[track_caller]
    pub fn steal(&self) -> Steal<T> {
        self.take(|_| 1, Location::caller()).map(|mut taken| taken.remove(0))
    }

    /// Steals about half of them, and puts them into `worker`.
    #[track_caller]
    pub fn steal_batch(&self, worker: &Worker<T>) -> Steal<()> {
        self.steal_batch_with_limit(worker, MAX_BATCH)
    }

    /// Steals about half of them, so many at most, and puts them into `worker`.
    ///
    /// # Panics
    ///
    /// If the limit is zero.
    #[track_caller]
    pub fn steal_batch_with_limit(
        &self,
        worker: &Worker<T>,
        limit: usize,
    ) -> Steal<()> {
        assert!(limit > 0, "a batch has at least one");
        let at = Location::caller();
        let taken = self.take(|length| length.div_ceil(2).min(limit), at);
        taken.map(|taken| worker.append(taken, at))
    }

    /// Steals about half of them, puts them into `worker` and takes the first.
    #[track_caller]
    pub fn steal_batch_and_pop(&self, worker: &Worker<T>) -> Steal<T> {
        self.steal_batch_with_limit_and_pop(worker, MAX_BATCH + 1)
    }

    /// Steals about half of them, so many at most, puts them into `worker` and takes the
    /// first.
    ///
    /// # Panics
    ///
    /// If the limit is zero.
    #[track_caller]
    pub fn steal_batch_with_limit_and_pop(
        &self,
        worker: &Worker<T>,
        limit: usize,
    ) -> Steal<T> {
        assert!(limit > 0, "a batch has at least one");
        let at = Location::caller();
        let taken = self.take(|length| length.div_ceil(2).min(limit), at);
        taken.map(|mut taken| {
            let first = taken.remove(0);
            worker.append(taken, at);
            first
        })
    }

    /// Whether there is none.
    #[track_caller]
    pub fn is_empty(&self) -> bool {
        self.values.len(Location::caller()) == 0
    }

    /// How many there are.
    #[track_caller]
    pub fn len(&self) -> usize {
        self.values.len(Location::caller())
    }

    fn take(
        &self,
        many: impl FnOnce(usize) -> usize,
        at: &'static Location<'static>,
    ) -> Steal<Vec<T>> {
        match self.values.look(at) {
            None => Steal::Empty,
            Some(seen) => self
                .values
                .steal(seen, many(seen.length), at)
                .map_or(Steal::Retry, Steal::Success),
        }
    }
}

impl<T> Default for Injector<T> {
    #[track_caller]
    fn default() -> Injector<T> {
        Injector::new()
    }
}

impl<T> fmt::Debug for Injector<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad("Worker { .. }")
    }
}
