//! Changes a copy, and puts it in place if nobody was faster; else it tries again.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, Mutex};
use std::thread;

pub struct ConcurrentMap<K, V> {
    entries: Mutex<Arc<HashMap<K, V>>>,
}

impl<K, V> ConcurrentMap<K, V>
where
    K: Clone + Eq + Hash + Send + Sync + 'static,
    V: Clone + Send + Sync + 'static,
{
    pub fn new() -> Self {
        ConcurrentMap { entries: Mutex::default() }
    }

    pub fn set(&self, key: K, value: V) -> Option<V> {
        self.change(|entries| entries.insert(key.clone(), value.clone()))
    }

    pub fn get(&self, key: &K) -> Option<V> {
        self.now().get(key).cloned()
    }

    pub fn delete(&self, key: &K) -> Option<V> {
        self.change(|entries| entries.remove(key))
    }

    pub fn len(&self) -> usize {
        self.now().len()
    }

    pub fn keys(&self) -> Vec<K> {
        self.now().keys().cloned().collect()
    }

    pub fn clear(&self) -> Vec<(K, V)> {
        self.change(|entries| entries.drain().collect())
    }

    fn now(&self) -> Arc<HashMap<K, V>> {
        Arc::clone(&self.entries.lock().unwrap())
    }

    fn change<R>(&self, change: impl Fn(&mut HashMap<K, V>) -> R) -> R {
        loop {
            let seen = self.now();
            let mut next = (*seen).clone();
            let result = change(&mut next);
            let mut entries = self.entries.lock().unwrap();
            if Arc::ptr_eq(&entries, &seen) {
                *entries = Arc::new(next);
                return result;
            }
        }
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
