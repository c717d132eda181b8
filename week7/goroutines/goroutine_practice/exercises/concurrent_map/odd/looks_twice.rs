//! `delete` looks first as a reader, and takes nothing that it has seen for granted.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, RwLock};
use std::thread;

pub struct ConcurrentMap<K, V> {
    entries: RwLock<HashMap<K, V>>,
}

impl<K, V> ConcurrentMap<K, V>
where
    K: Clone + Eq + Hash + Send + Sync + 'static,
    V: Clone + Send + Sync + 'static,
{
    pub fn new() -> Self {
        ConcurrentMap { entries: RwLock::new(HashMap::new()) }
    }

    pub fn set(&self, key: K, value: V) -> Option<V> {
        self.entries.write().unwrap().insert(key, value)
    }

    pub fn get(&self, key: &K) -> Option<V> {
        self.entries.read().unwrap().get(key).cloned()
    }

    pub fn delete(&self, key: &K) -> Option<V> {
        if !self.entries.read().unwrap().contains_key(key) {
            return None;
        }
        self.entries.write().unwrap().remove(key)
    }

    pub fn len(&self) -> usize {
        self.entries.read().unwrap().len()
    }

    pub fn keys(&self) -> Vec<K> {
        self.entries.read().unwrap().keys().cloned().collect()
    }

    pub fn clear(&self) -> Vec<(K, V)> {
        self.entries.write().unwrap().drain().collect()
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
