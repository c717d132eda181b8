//! `keys` asks for the length and so reads while it reads. A writer that comes in between
//! waits for the first read to end, and keeps out the second.

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
        self.entries.write().unwrap().remove(key)
    }

    pub fn len(&self) -> usize {
        self.entries.read().unwrap().len()
    }

    pub fn keys(&self) -> Vec<K> {
        let entries = self.entries.read().unwrap();
        let mut keys = Vec::with_capacity(self.len());
        keys.extend(entries.keys().cloned());
        keys
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
