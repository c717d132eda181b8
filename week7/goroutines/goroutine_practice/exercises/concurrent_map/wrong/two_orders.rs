//! The keys stand in a list of their own. `set` locks the map first, `delete` the list.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, Mutex};
use std::thread;

pub struct ConcurrentMap<K, V> {
    entries: Mutex<HashMap<K, V>>,
    keys: Mutex<Vec<K>>,
}

impl<K, V> ConcurrentMap<K, V>
where
    K: Clone + Eq + Hash + Send + Sync + 'static,
    V: Clone + Send + Sync + 'static,
{
    pub fn new() -> Self {
        ConcurrentMap { entries: Mutex::default(), keys: Mutex::default() }
    }

    pub fn set(&self, key: K, value: V) -> Option<V> {
        let mut entries = self.entries.lock().unwrap();
        let mut keys = self.keys.lock().unwrap();
        if !entries.contains_key(&key) {
            keys.push(key.clone());
        }
        entries.insert(key, value)
    }

    pub fn get(&self, key: &K) -> Option<V> {
        self.entries.lock().unwrap().get(key).cloned()
    }

    pub fn delete(&self, key: &K) -> Option<V> {
        let mut keys = self.keys.lock().unwrap();
        keys.retain(|one| one != key);
        self.entries.lock().unwrap().remove(key)
    }

    pub fn len(&self) -> usize {
        self.entries.lock().unwrap().len()
    }

    pub fn keys(&self) -> Vec<K> {
        self.keys.lock().unwrap().clone()
    }

    pub fn clear(&self) -> Vec<(K, V)> {
        let mut entries = self.entries.lock().unwrap();
        self.keys.lock().unwrap().clear();
        entries.drain().collect()
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
