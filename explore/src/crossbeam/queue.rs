//! Queues of many tasks, with the API of
//! [`crossbeam::queue`](https://docs.rs/crossbeam-queue/0.3).

use std::fmt;
use std::panic::Location;

use super::values::{End, Values};

/// A queue with room for so many.
#[derive(Debug)]
pub struct ArrayQueue<T> {
    values: Values<T>,
    capacity: usize,
}

impl<T> ArrayQueue<T> {
    /// An empty queue. The record calls it by this line.
    ///
    /// # Panics
    ///
    /// If the capacity is zero.
    #[track_caller]
    pub fn new(capacity: usize) -> ArrayQueue<T> {
        assert!(capacity > 0, "capacity must be non-zero");
        ArrayQueue { values: Values::new(), capacity }
    }

    /// Adds a value.
    ///
    /// # Errors
    ///
    /// If there is no room; returns the value.
    #[track_caller]
    pub fn push(&self, value: T) -> Result<(), T> {
        self.values.push(value, Some(self.capacity), Location::caller())
    }

    /// Adds a value; if there is no room, the oldest one is taken out and returned.
    #[track_caller]
    pub fn force_push(&self, value: T) -> Option<T> {
        self.values.force(value, self.capacity, Location::caller())
    }

    /// Adds a value, while nobody else can reach the queue.
    ///
    /// # Errors
    ///
    /// If there is no room; returns the value.
    pub fn push_mut(&mut self, value: T) -> Result<(), T> {
        self.values.push_mut(value, Some(self.capacity))
    }

    /// How many fit in.
    pub fn capacity(&self) -> usize {
        self.capacity
    }

    /// Whether no more fit in.
    #[track_caller]
    pub fn is_full(&self) -> bool {
        self.values.len(Location::caller()) == self.capacity
    }
}

/// A queue with room for everything.
#[derive(Debug)]
pub struct SegQueue<T> {
    values: Values<T>,
}

impl<T> SegQueue<T> {
    /// An empty queue. The record calls it by this line.
    #[track_caller]
    pub const fn new() -> SegQueue<T> {
        SegQueue { values: Values::new() }
    }

    /// Adds a value.
    #[track_caller]
    pub fn push(&self, value: T) {
        let _ = self.values.push(value, None, Location::caller());
    }

    /// Adds a value, while nobody else can reach the queue.
    pub fn push_mut(&mut self, value: T) {
        let _ = self.values.push_mut(value, None);
    }
}

impl<T> Default for SegQueue<T> {
    #[track_caller]
    fn default() -> SegQueue<T> {
        SegQueue::new()
    }
}

/// What both have.
macro_rules! queue {
    ($($queue:ident)*) => {$(
        impl<T> $queue<T> {
            /// Takes the oldest value, if there is one.
            #[track_caller]
            pub fn pop(&self) -> Option<T> {
                self.values.pop(End::Front, Location::caller())
            }

            /// Takes the oldest value, while nobody else can reach the queue.
            pub fn pop_mut(&mut self) -> Option<T> {
                self.values.pop_mut()
            }

            /// How many there are.
            #[track_caller]
            pub fn len(&self) -> usize {
                self.values.len(Location::caller())
            }

            /// Whether there is none.
            #[track_caller]
            pub fn is_empty(&self) -> bool {
                self.values.len(Location::caller()) == 0
            }
        }

        impl<T> IntoIterator for $queue<T> {
            type Item = T;
            type IntoIter = IntoIter<T>;

            fn into_iter(self) -> IntoIter<T> {
                IntoIter { values: self.values }
            }
        }
    )*};
}

queue!(ArrayQueue SegQueue);

/// The values of a queue, from the oldest on.
pub struct IntoIter<T> {
    values: Values<T>,
}

impl<T> Iterator for IntoIter<T> {
    type Item = T;

    fn next(&mut self) -> Option<T> {
        self.values.pop_mut()
    }
}

impl<T> fmt::Debug for IntoIter<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("IntoIter").finish_non_exhaustive()
    }
}
