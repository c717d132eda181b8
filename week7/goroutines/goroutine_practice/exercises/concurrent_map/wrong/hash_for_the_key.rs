//! Takes keys with the same hash for the same key.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Arc, Mutex};
use std::thread;

pub struct ConcurrentMap<K, V> {
    entries: Mutex<HashMap<u64, (K, V)>>,
}

impl<K, V> ConcurrentMap<K, V>
where
    K: Clone + Eq + Hash + Send + Sync + 'static,
    V: Clone + Send + Sync + 'static,
{
    pub fn new() -> Self {
        ConcurrentMap { entries: Mutex::new(HashMap::new()) }
    }

    pub fn set(&self, key: K, value: V) -> Option<V> {
        let old = self.entries.lock().unwrap().insert(hash(&key), (key, value));
        old.map(|(_, value)| value)
    }

    pub fn get(&self, key: &K) -> Option<V> {
        let entries = self.entries.lock().unwrap();
        entries.get(&hash(key)).map(|(_, value)| value.clone())
    }

    pub fn delete(&self, key: &K) -> Option<V> {
        let old = self.entries.lock().unwrap().remove(&hash(key));
        old.map(|(_, value)| value)
    }

    pub fn len(&self) -> usize {
        self.entries.lock().unwrap().len()
    }

    pub fn keys(&self) -> Vec<K> {
        let entries = self.entries.lock().unwrap();
        entries.values().map(|(key, _)| key.clone()).collect()
    }

    pub fn clear(&self) -> Vec<(K, V)> {
        self.entries.lock().unwrap().drain().map(|(_, entry)| entry).collect()
    }
}

fn hash(key: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    key.hash(&mut hasher);
    hasher.finish()
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
