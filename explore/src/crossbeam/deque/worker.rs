use std::cell::Cell;
use std::fmt;
use std::marker::PhantomData;
use std::panic::Location;
use std::sync::Arc;

use super::steal::{MAX_BATCH, Steal};
use crate::crossbeam::values::{End, Values};

/// A queue that one task adds to and takes from, and others steal from.
pub struct Worker<T> {
    values: Arc<Values<T>>,
    /// Where its owner takes.
    end: End,
    /// crossbeam's cannot be shared either.
    not_sync: PhantomData<Cell<()>>,
}

impl<T> Worker<T> {
    /// An empty queue whose owner takes the oldest one. The record calls it by this line.
    #[track_caller]
    pub fn new_fifo() -> Worker<T> {
        Worker::new(Values::new(), End::Front)
    }

    /// An empty queue whose owner takes the newest one. The record calls it by this line.
    #[track_caller]
    pub fn new_lifo() -> Worker<T> {
        Worker::new(Values::new(), End::Back)
    }

    fn new(values: Values<T>, end: End) -> Worker<T> {
        Worker { values: Arc::new(values), end, not_sync: PhantomData }
    }

    /// What others steal by.
    pub fn stealer(&self) -> Stealer<T> {
        Stealer { values: self.values.clone(), end: self.end }
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

    /// Adds one.
    #[track_caller]
    pub fn push(&self, task: T) {
        let _ = self.values.push(task, None, Location::caller());
    }

    /// Takes the oldest or the newest one.
    #[track_caller]
    pub fn pop(&self) -> Option<T> {
        self.values.pop(self.end, Location::caller())
    }

    /// Adds what was stolen, which the owner takes from the oldest on.
    pub(super) fn append(&self, mut tasks: Vec<T>, at: &'static Location<'static>) {
        if self.end == End::Back {
            tasks.reverse();
        }
        self.values.append(tasks, at);
    }
}

impl<T> fmt::Debug for Worker<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad("Worker { .. }")
    }
}

/// Steals from a [`Worker`].
pub struct Stealer<T> {
    values: Arc<Values<T>>,
    end: End,
}

impl<T> Stealer<T> {
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

    /// Steals the oldest one.
    #[track_caller]
    pub fn steal(&self) -> Steal<T> {
        let at = Location::caller();
        self.take(|_| 1, at).map(|mut taken| taken.remove(0))
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
        if Arc::ptr_eq(&self.values, &worker.values) {
            let is_empty = self.values.len(at) == 0;
            return if is_empty { Steal::Empty } else { Steal::Success(()) };
        }
        let taken = self.take(|length| length.div_ceil(2).min(limit), at);
        taken.map(|taken| worker.append(taken, at))
    }

    /// Steals about half of them, puts them into `worker` and takes the
    /// first.
    #[track_caller]
    pub fn steal_batch_and_pop(&self, worker: &Worker<T>) -> Steal<T> {
        self.steal_batch_with_limit_and_pop(worker, MAX_BATCH)
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
        if Arc::ptr_eq(&self.values, &worker.values) {
            let popped = worker.values.pop(worker.end, at);
            return popped.map_or(Steal::Empty, Steal::Success);
        }
        let many = |length: usize| ((length - 1) / 2).min(limit - 1) + 1;
        self.take(many, at).map(|mut taken| {
            let first = taken.remove(0);
            worker.append(taken, at);
            first
        })
    }

    /// Takes a batch: in one step where the owner takes at the same end, else one by one.
    /// Then the last one comes first.
    fn take(
        &self,
        many: impl FnOnce(usize) -> usize,
        at: &'static Location<'static>,
    ) -> Steal<Vec<T>> {
        let Some(seen) = self.values.look(at) else { return Steal::Empty };
        let many = many(seen.length);
        if self.end == End::Front || many == 1 {
            let taken = self.values.steal(seen, many, at);
            return taken.map_or(Steal::Retry, Steal::Success);
        }
        let mut stolen = Vec::new();
        for place in 0..many {
            let is_there = place == 0 || self.values.look(at).is_some();
            let one = match is_there {
                true => self.values.steal(seen.without(place), 1, at),
                false => None,
            };
            match one {
                Some(one) => stolen.extend(one),
                None => break,
            }
        }
        stolen.reverse();
        if stolen.is_empty() { Steal::Retry } else { Steal::Success(stolen) }
    }
}

impl<T> Clone for Stealer<T> {
    fn clone(&self) -> Stealer<T> {
        Stealer { values: self.values.clone(), end: self.end }
    }
}

impl<T> fmt::Debug for Stealer<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad("Stealer { .. }")
    }
}
