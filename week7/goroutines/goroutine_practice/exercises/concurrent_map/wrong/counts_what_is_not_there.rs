//! `delete` counts down even if the key was not there.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::sync::{Arc, Mutex};
use std::thread;

pub struct ConcurrentMap<K, V> {
    entries: Mutex<HashMap<K, V>>,
    count: AtomicUsize,
}

impl<K, V> ConcurrentMap<K, V>
where
    K: Clone + Eq + Hash + Send + Sync + 'static,
    V: Clone + Send + Sync + 'static,
{
    pub fn new() -> Self {
        ConcurrentMap { entries: Mutex::new(HashMap::new()), count: AtomicUsize::new(0) }
    }

    pub fn set(&self, key: K, value: V) -> Option<V> {
        let mut entries = self.entries.lock().unwrap();
        let old = entries.insert(key, value);
        if old.is_none() {
            self.count.fetch_add(1, SeqCst);
        }
        old
    }

    pub fn get(&self, key: &K) -> Option<V> {
        self.entries.lock().unwrap().get(key).cloned()
    }

    pub fn delete(&self, key: &K) -> Option<V> {
        let mut entries = self.entries.lock().unwrap();
        let _ = self.count.fetch_update(SeqCst, SeqCst, |count| {
            Some(count.saturating_sub(1))
        });
        entries.remove(key)
    }

    pub fn len(&self) -> usize {
        self.count.load(SeqCst)
    }

    pub fn keys(&self) -> Vec<K> {
        self.entries.lock().unwrap().keys().cloned().collect()
    }

    pub fn clear(&self) -> Vec<(K, V)> {
        let mut entries = self.entries.lock().unwrap();
        self.count.store(0, SeqCst);
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
