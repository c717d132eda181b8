//! A [`HashMap`] that iterates in the same order in each run.

use std::borrow::Borrow;
use std::collections::hash_map as real;
use std::fmt;
use std::hash::Hash;
use std::ops::{Deref, DerefMut, Index};

use super::Fixed;

pub use super::Fixed as RandomState;
pub use real::{
    DefaultHasher, Drain, Entry, IntoIter, IntoKeys, IntoValues, Iter, IterMut,
    Keys, OccupiedEntry, VacantEntry, Values, ValuesMut,
};

/// Like [`std::collections::HashMap`]; the hasher cannot be chosen.
#[derive(Clone)]
pub struct HashMap<K, V>(real::HashMap<K, V, Fixed>);

impl<K, V> HashMap<K, V> {
    /// An empty map.
    pub fn new() -> HashMap<K, V> {
        HashMap(real::HashMap::default())
    }

    /// An empty map with room for so many entries.
    pub fn with_capacity(capacity: usize) -> HashMap<K, V> {
        HashMap(real::HashMap::with_capacity_and_hasher(capacity, Fixed::default()))
    }

    /// The keys, which take the map with them.
    pub fn into_keys(self) -> IntoKeys<K, V> {
        self.0.into_keys()
    }

    /// The values, which take the map with them.
    pub fn into_values(self) -> IntoValues<K, V> {
        self.0.into_values()
    }
}

/// All methods that do not make or consume a map.
impl<K, V> Deref for HashMap<K, V> {
    type Target = real::HashMap<K, V, Fixed>;

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl<K, V> DerefMut for HashMap<K, V> {
    fn deref_mut(&mut self) -> &mut Self::Target {
        &mut self.0
    }
}

impl<K, V> Default for HashMap<K, V> {
    fn default() -> HashMap<K, V> {
        HashMap::new()
    }
}

impl<K: fmt::Debug, V: fmt::Debug> fmt::Debug for HashMap<K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl<K: Eq + Hash, V: PartialEq> PartialEq for HashMap<K, V> {
    fn eq(&self, other: &HashMap<K, V>) -> bool {
        self.0 == other.0
    }
}

impl<K: Eq + Hash, V: Eq> Eq for HashMap<K, V> {}

impl<K, Q, V> Index<&Q> for HashMap<K, V>
where
    K: Eq + Hash + Borrow<Q>,
    Q: Eq + Hash + ?Sized,
{
    type Output = V;

    fn index(&self, key: &Q) -> &V {
        &self.0[key]
    }
}

impl<K: Eq + Hash, V> FromIterator<(K, V)> for HashMap<K, V> {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(entries: I) -> HashMap<K, V> {
        HashMap(entries.into_iter().collect())
    }
}

impl<K: Eq + Hash, V, const N: usize> From<[(K, V); N]> for HashMap<K, V> {
    fn from(entries: [(K, V); N]) -> HashMap<K, V> {
        entries.into_iter().collect()
    }
}

impl<K: Eq + Hash, V> Extend<(K, V)> for HashMap<K, V> {
    fn extend<I: IntoIterator<Item = (K, V)>>(&mut self, entries: I) {
        self.0.extend(entries);
    }
}

impl<K, V> IntoIterator for HashMap<K, V> {
    type Item = (K, V);
    type IntoIter = IntoIter<K, V>;

    fn into_iter(self) -> IntoIter<K, V> {
        self.0.into_iter()
    }
}

impl<'a, K, V> IntoIterator for &'a HashMap<K, V> {
    type Item = (&'a K, &'a V);
    type IntoIter = Iter<'a, K, V>;

    fn into_iter(self) -> Iter<'a, K, V> {
        self.0.iter()
    }
}

impl<'a, K, V> IntoIterator for &'a mut HashMap<K, V> {
    type Item = (&'a K, &'a mut V);
    type IntoIter = IterMut<'a, K, V>;

    fn into_iter(self) -> IterMut<'a, K, V> {
        self.0.iter_mut()
    }
}
