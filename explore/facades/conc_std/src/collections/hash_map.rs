//! A [`HashMap`] that iterates in the same order in each run.

use std::borrow::Borrow;
use std::collections::TryReserveError;
use std::collections::hash_map as real;
use std::fmt;
use std::hash::{BuildHasher, Hash};
use std::ops::{Deref, DerefMut, Index};

use super::{Fixed, hands_on};

pub use super::Fixed as RandomState;
pub use real::{
    DefaultHasher, Drain, Entry, ExtractIf, IntoIter, IntoKeys, IntoValues, Iter,
    IterMut, Keys, OccupiedEntry, VacantEntry, Values, ValuesMut,
};

/// Like [`std::collections::HashMap`].
#[derive(Clone)]
pub struct HashMap<K, V, S = Fixed>(real::HashMap<K, V, S>);

impl<K, V> HashMap<K, V> {
    /// An empty map.
    pub fn new() -> HashMap<K, V> {
        HashMap::default()
    }

    /// An empty map with room for so many entries.
    pub fn with_capacity(capacity: usize) -> HashMap<K, V> {
        HashMap::with_capacity_and_hasher(capacity, Fixed::default())
    }
}

impl<K, V, S> HashMap<K, V, S> {
    /// An empty map with this hasher.
    pub const fn with_hasher(hasher: S) -> HashMap<K, V, S> {
        HashMap(real::HashMap::with_hasher(hasher))
    }

    /// An empty map with this hasher and room for so many entries.
    pub fn with_capacity_and_hasher(capacity: usize, hasher: S) -> Self {
        HashMap(real::HashMap::with_capacity_and_hasher(capacity, hasher))
    }

    hands_on! {
        fn capacity(self: &Self) -> usize;
        fn len(self: &Self) -> usize;
        fn is_empty(self: &Self) -> bool;
        fn hasher(self: &Self) -> &S;
        fn keys(self: &Self) -> Keys<'_, K, V>;
        fn values(self: &Self) -> Values<'_, K, V>;
        fn values_mut(self: &mut Self) -> ValuesMut<'_, K, V>;
        fn iter(self: &Self) -> Iter<'_, K, V>;
        fn iter_mut(self: &mut Self) -> IterMut<'_, K, V>;
        fn drain(self: &mut Self) -> Drain<'_, K, V>;
        fn clear(self: &mut Self);
        fn into_keys(self: Self) -> IntoKeys<K, V>;
        fn into_values(self: Self) -> IntoValues<K, V>;
    }
}

impl<K: Eq + Hash, V, S: BuildHasher> HashMap<K, V, S> {
    hands_on! {
        fn reserve(self: &mut Self) [additional: usize];
        fn try_reserve(self: &mut Self) [additional: usize] -> Result<(), TryReserveError>;
        fn shrink_to_fit(self: &mut Self);
        fn shrink_to(self: &mut Self) [capacity: usize];
        fn entry(self: &mut Self) [key: K] -> Entry<'_, K, V>;
        fn insert(self: &mut Self) [key: K, value: V] -> Option<V>;
        fn get<Q>(self: &Self) [key: &Q] -> Option<&V>;
        fn get_mut<Q>(self: &mut Self) [key: &Q] -> Option<&mut V>;
        fn get_key_value<Q>(self: &Self) [key: &Q] -> Option<(&K, &V)>;
        fn contains_key<Q>(self: &Self) [key: &Q] -> bool;
        fn remove<Q>(self: &mut Self) [key: &Q] -> Option<V>;
        fn remove_entry<Q>(self: &mut Self) [key: &Q] -> Option<(K, V)>;
    }
}

/// All other methods.
impl<K, V, S> Deref for HashMap<K, V, S> {
    type Target = real::HashMap<K, V, S>;

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl<K, V, S> DerefMut for HashMap<K, V, S> {
    fn deref_mut(&mut self) -> &mut Self::Target {
        &mut self.0
    }
}

impl<K, V, S: Default> Default for HashMap<K, V, S> {
    fn default() -> HashMap<K, V, S> {
        HashMap::with_hasher(S::default())
    }
}

impl<K: fmt::Debug, V: fmt::Debug, S> fmt::Debug for HashMap<K, V, S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl<K, V, S> PartialEq for HashMap<K, V, S>
where
    K: Eq + Hash,
    V: PartialEq,
    S: BuildHasher,
{
    fn eq(&self, other: &HashMap<K, V, S>) -> bool {
        self.0 == other.0
    }
}

impl<K: Eq + Hash, V: Eq, S: BuildHasher> Eq for HashMap<K, V, S> {}

impl<K, Q, V, S> Index<&Q> for HashMap<K, V, S>
where
    S: BuildHasher,
    K: Eq + Hash + Borrow<Q>,
    Q: Eq + Hash + ?Sized,
{
    type Output = V;

    fn index(&self, key: &Q) -> &V {
        &self.0[key]
    }
}

impl<K, V, S> FromIterator<(K, V)> for HashMap<K, V, S>
where
    K: Eq + Hash,
    S: BuildHasher + Default,
{
    fn from_iter<I: IntoIterator<Item = (K, V)>>(entries: I) -> Self {
        HashMap(entries.into_iter().collect())
    }
}

impl<K: Eq + Hash, V, const N: usize> From<[(K, V); N]> for HashMap<K, V> {
    fn from(entries: [(K, V); N]) -> HashMap<K, V> {
        entries.into_iter().collect()
    }
}

impl<K: Eq + Hash, V, S: BuildHasher> Extend<(K, V)> for HashMap<K, V, S> {
    fn extend<I: IntoIterator<Item = (K, V)>>(&mut self, entries: I) {
        self.0.extend(entries);
    }
}

impl<'a, K, V, S> Extend<(&'a K, &'a V)> for HashMap<K, V, S>
where
    K: Eq + Hash + Copy,
    V: Copy,
    S: BuildHasher,
{
    fn extend<I: IntoIterator<Item = (&'a K, &'a V)>>(&mut self, entries: I) {
        self.0.extend(entries);
    }
}

impl<K, V, S> IntoIterator for HashMap<K, V, S> {
    type Item = (K, V);
    type IntoIter = IntoIter<K, V>;

    fn into_iter(self) -> IntoIter<K, V> {
        self.0.into_iter()
    }
}

impl<'a, K, V, S> IntoIterator for &'a HashMap<K, V, S> {
    type Item = (&'a K, &'a V);
    type IntoIter = Iter<'a, K, V>;

    fn into_iter(self) -> Iter<'a, K, V> {
        self.0.iter()
    }
}

impl<'a, K, V, S> IntoIterator for &'a mut HashMap<K, V, S> {
    type Item = (&'a K, &'a mut V);
    type IntoIter = IterMut<'a, K, V>;

    fn into_iter(self) -> IterMut<'a, K, V> {
        self.0.iter_mut()
    }
}
