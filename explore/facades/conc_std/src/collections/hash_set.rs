//! A [`HashSet`] that iterates in the same order in each run.

use std::collections::hash_set as real;
use std::fmt;
use std::hash::Hash;
use std::ops::{Deref, DerefMut};

use super::Fixed;

pub use real::{Difference, Drain, Intersection, IntoIter, Iter, Union};

/// Like [`std::collections::HashSet`]; the hasher cannot be chosen.
#[derive(Clone)]
pub struct HashSet<T>(real::HashSet<T, Fixed>);

impl<T> HashSet<T> {
    /// An empty set.
    pub fn new() -> HashSet<T> {
        HashSet(real::HashSet::default())
    }

    /// An empty set with room for so many values.
    pub fn with_capacity(capacity: usize) -> HashSet<T> {
        HashSet(real::HashSet::with_capacity_and_hasher(capacity, Fixed::default()))
    }
}

/// All methods that do not make or consume a set.
impl<T> Deref for HashSet<T> {
    type Target = real::HashSet<T, Fixed>;

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl<T> DerefMut for HashSet<T> {
    fn deref_mut(&mut self) -> &mut Self::Target {
        &mut self.0
    }
}

impl<T> Default for HashSet<T> {
    fn default() -> HashSet<T> {
        HashSet::new()
    }
}

impl<T: fmt::Debug> fmt::Debug for HashSet<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl<T: Eq + Hash> PartialEq for HashSet<T> {
    fn eq(&self, other: &HashSet<T>) -> bool {
        self.0 == other.0
    }
}

impl<T: Eq + Hash> Eq for HashSet<T> {}

impl<T: Eq + Hash> FromIterator<T> for HashSet<T> {
    fn from_iter<I: IntoIterator<Item = T>>(values: I) -> HashSet<T> {
        HashSet(values.into_iter().collect())
    }
}

impl<T: Eq + Hash, const N: usize> From<[T; N]> for HashSet<T> {
    fn from(values: [T; N]) -> HashSet<T> {
        values.into_iter().collect()
    }
}

impl<T: Eq + Hash> Extend<T> for HashSet<T> {
    fn extend<I: IntoIterator<Item = T>>(&mut self, values: I) {
        self.0.extend(values);
    }
}

impl<T> IntoIterator for HashSet<T> {
    type Item = T;
    type IntoIter = IntoIter<T>;

    fn into_iter(self) -> IntoIter<T> {
        self.0.into_iter()
    }
}

impl<'a, T> IntoIterator for &'a HashSet<T> {
    type Item = &'a T;
    type IntoIter = Iter<'a, T>;

    fn into_iter(self) -> Iter<'a, T> {
        self.0.iter()
    }
}
