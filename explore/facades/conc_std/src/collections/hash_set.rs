//! A [`HashSet`] that iterates in the same order in each run.

use std::collections::TryReserveError;
use std::collections::hash_set as real;
use std::fmt;
use std::hash::{BuildHasher, Hash};
use std::ops::{BitAnd, BitOr, BitXor, Deref, DerefMut, Sub};

use super::{Fixed, hands_on};

pub use real::{
    Difference, Drain, ExtractIf, Intersection, IntoIter, Iter,
    SymmetricDifference, Union,
};

/// Like [`std::collections::HashSet`].
#[derive(Clone)]
pub struct HashSet<K, S = Fixed>(real::HashSet<K, S>);

impl<K> HashSet<K> {
    /// An empty set.
    pub fn new() -> HashSet<K> {
        HashSet::default()
    }

    /// An empty set with room for so many values.
    pub fn with_capacity(capacity: usize) -> HashSet<K> {
        HashSet::with_capacity_and_hasher(capacity, Fixed::default())
    }
}

impl<K, S> HashSet<K, S> {
    /// An empty set with this hasher.
    pub const fn with_hasher(hasher: S) -> HashSet<K, S> {
        HashSet(real::HashSet::with_hasher(hasher))
    }

    /// An empty set with this hasher and room for so many values.
    pub fn with_capacity_and_hasher(capacity: usize, hasher: S) -> HashSet<K, S> {
        HashSet(real::HashSet::with_capacity_and_hasher(capacity, hasher))
    }

    hands_on! {
        fn capacity(self: &Self) -> usize;
        fn len(self: &Self) -> usize;
        fn is_empty(self: &Self) -> bool;
        fn hasher(self: &Self) -> &S;
        fn iter(self: &Self) -> Iter<'_, K>;
        fn drain(self: &mut Self) -> Drain<'_, K>;
        fn clear(self: &mut Self);
    }
}

impl<K: Eq + Hash, S: BuildHasher> HashSet<K, S> {
    hands_on! {
        fn reserve(self: &mut Self) [additional: usize];
        fn try_reserve(self: &mut Self) [additional: usize] -> Result<(), TryReserveError>;
        fn shrink_to_fit(self: &mut Self);
        fn shrink_to(self: &mut Self) [capacity: usize];
        fn insert(self: &mut Self) [value: K] -> bool;
        fn replace(self: &mut Self) [value: K] -> Option<K>;
        fn contains<Q>(self: &Self) [value: &Q] -> bool;
        fn get<Q>(self: &Self) [value: &Q] -> Option<&K>;
        fn remove<Q>(self: &mut Self) [value: &Q] -> bool;
        fn take<Q>(self: &mut Self) [value: &Q] -> Option<K>;
        fn is_disjoint(self: &Self) [other: &HashSet<K, S>] -> bool;
        fn is_subset(self: &Self) [other: &HashSet<K, S>] -> bool;
        fn is_superset(self: &Self) [other: &HashSet<K, S>] -> bool;
    }
}

/// All other methods.
impl<K, S> Deref for HashSet<K, S> {
    type Target = real::HashSet<K, S>;

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl<K, S> DerefMut for HashSet<K, S> {
    fn deref_mut(&mut self) -> &mut Self::Target {
        &mut self.0
    }
}

impl<K, S: Default> Default for HashSet<K, S> {
    fn default() -> HashSet<K, S> {
        HashSet::with_hasher(S::default())
    }
}

impl<K: fmt::Debug, S> fmt::Debug for HashSet<K, S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl<K: Eq + Hash, S: BuildHasher> PartialEq for HashSet<K, S> {
    fn eq(&self, other: &HashSet<K, S>) -> bool {
        self.0 == other.0
    }
}

impl<K: Eq + Hash, S: BuildHasher> Eq for HashSet<K, S> {}

impl<K, S> FromIterator<K> for HashSet<K, S>
where
    K: Eq + Hash,
    S: BuildHasher + Default,
{
    fn from_iter<I: IntoIterator<Item = K>>(values: I) -> HashSet<K, S> {
        HashSet(values.into_iter().collect())
    }
}

impl<K: Eq + Hash, const N: usize> From<[K; N]> for HashSet<K> {
    fn from(values: [K; N]) -> HashSet<K> {
        values.into_iter().collect()
    }
}

impl<K: Eq + Hash, S: BuildHasher> Extend<K> for HashSet<K, S> {
    fn extend<I: IntoIterator<Item = K>>(&mut self, values: I) {
        self.0.extend(values);
    }
}

impl<'a, K, S> Extend<&'a K> for HashSet<K, S>
where
    K: Eq + Hash + Copy,
    S: BuildHasher,
{
    fn extend<I: IntoIterator<Item = &'a K>>(&mut self, values: I) {
        self.0.extend(values);
    }
}

/// What two sets make together.
macro_rules! together {
    ($($Operator:ident $operator:ident $sign:tt),*) => {$(
        impl<K, S> $Operator<&HashSet<K, S>> for &HashSet<K, S>
        where
            K: Eq + Hash + Clone,
            S: BuildHasher + Default,
        {
            type Output = HashSet<K, S>;

            fn $operator(self, other: &HashSet<K, S>) -> HashSet<K, S> {
                HashSet(&self.0 $sign &other.0)
            }
        }
    )*};
}

together!(BitOr bitor |, BitAnd bitand &, BitXor bitxor ^, Sub sub -);

impl<K, S> IntoIterator for HashSet<K, S> {
    type Item = K;
    type IntoIter = IntoIter<K>;

    fn into_iter(self) -> IntoIter<K> {
        self.0.into_iter()
    }
}

impl<'a, K, S> IntoIterator for &'a HashSet<K, S> {
    type Item = &'a K;
    type IntoIter = Iter<'a, K>;

    fn into_iter(self) -> Iter<'a, K> {
        self.0.iter()
    }
}
