//! `get` does not wait for the lock: who finds it locked says that there is nothing.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, Mutex};
use std::thread;

pub struct ConcurrentMap<K, V> {
    entries: Mutex<HashMap<K, V>>,
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
        self.entries.lock().unwrap().insert(key, value)
    }

    pub fn get(&self, key: &K) -> Option<V> {
        self.entries.try_lock().ok()?.get(key).cloned()
    }

    pub fn delete(&self, key: &K) -> Option<V> {
        self.entries.lock().unwrap().remove(key)
    }

    pub fn len(&self) -> usize {
        self.entries.lock().unwrap().len()
    }

    pub fn keys(&self) -> Vec<K> {
        self.entries.lock().unwrap().keys().cloned().collect()
    }

    pub fn clear(&self) -> Vec<(K, V)> {
        self.entries.lock().unwrap().drain().collect()
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
