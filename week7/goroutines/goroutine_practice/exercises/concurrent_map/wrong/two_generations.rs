//! New entries are in a small map and old ones in a large one. `get` looks into one after the
//! other, and an entry may move meanwhile.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, Mutex, MutexGuard};
use std::thread;

pub struct ConcurrentMap<K, V> {
    /// What was set last. It is locked before the old ones.
    young: Mutex<HashMap<K, V>>,
    old: Mutex<HashMap<K, V>>,
}

impl<K, V> ConcurrentMap<K, V>
where
    K: Clone + Eq + Hash + Send + Sync + 'static,
    V: Clone + Send + Sync + 'static,
{
    pub fn new() -> Self {
        ConcurrentMap { young: Mutex::default(), old: Mutex::default() }
    }

    pub fn set(&self, key: K, value: V) -> Option<V> {
        let (mut young, mut old) = self.both();
        let replaced = old.remove(&key);
        let replaced = young.insert(key, value).or(replaced);
        if young.len() > 4 {
            old.extend(young.drain());
        }
        replaced
    }

    pub fn get(&self, key: &K) -> Option<V> {
        let young = self.young.lock().unwrap().get(key).cloned();
        young.or_else(|| self.old.lock().unwrap().get(key).cloned())
    }

    pub fn delete(&self, key: &K) -> Option<V> {
        let (mut young, mut old) = self.both();
        young.remove(key).or_else(|| old.remove(key))
    }

    pub fn len(&self) -> usize {
        let (young, old) = self.both();
        young.len() + old.len()
    }

    pub fn keys(&self) -> Vec<K> {
        let (young, old) = self.both();
        young.keys().chain(old.keys()).cloned().collect()
    }

    pub fn clear(&self) -> Vec<(K, V)> {
        let (mut young, mut old) = self.both();
        young.drain().chain(old.drain()).collect()
    }

    fn both(
        &self,
    ) -> (MutexGuard<'_, HashMap<K, V>>, MutexGuard<'_, HashMap<K, V>>) {
        let young = self.young.lock().unwrap();
        (young, self.old.lock().unwrap())
    }
}

fn main() {
    let map = Arc::new(ConcurrentMap::new());
    let sets: Vec<_> = (0..4)
        .map(|task| {
            let map = Arc::clone(&map);
            thread::spawn(move || {
                for n in 0..10 {
                    map.set(n, task);
                }
            })
        })
        .collect();
    for task in sets {
        task.join().unwrap();
    }
    println!("{} keys, 3 is {:?}", map.len(), map.get(&3));
    println!("deleted {:?}, {} keys left", map.delete(&3), map.keys().len());
    println!("cleared {} of them, {} left", map.clear().len(), map.len());
}
