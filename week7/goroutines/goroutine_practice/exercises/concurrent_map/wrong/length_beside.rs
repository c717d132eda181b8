//! The length is kept beside the map, so that `len` needs no lock. It is written when the
//! lock has been let go.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::sync::{Arc, Mutex};
use std::thread;

pub struct ConcurrentMap<K, V> {
    entries: Mutex<HashMap<K, V>>,
    length: AtomicUsize,
}

impl<K, V> ConcurrentMap<K, V>
where
    K: Clone + Eq + Hash + Send + Sync + 'static,
    V: Clone + Send + Sync + 'static,
{
    pub fn new() -> Self {
        ConcurrentMap { entries: Mutex::default(), length: AtomicUsize::new(0) }
    }

    pub fn set(&self, key: K, value: V) -> Option<V> {
        let mut entries = self.entries.lock().unwrap();
        let replaced = entries.insert(key, value);
        let length = entries.len();
        drop(entries);
        self.length.store(length, SeqCst);
        replaced
    }

    pub fn get(&self, key: &K) -> Option<V> {
        self.entries.lock().unwrap().get(key).cloned()
    }

    pub fn delete(&self, key: &K) -> Option<V> {
        let mut entries = self.entries.lock().unwrap();
        let deleted = entries.remove(key);
        let length = entries.len();
        drop(entries);
        self.length.store(length, SeqCst);
        deleted
    }

    pub fn len(&self) -> usize {
        self.length.load(SeqCst)
    }

    pub fn keys(&self) -> Vec<K> {
        self.entries.lock().unwrap().keys().cloned().collect()
    }

    pub fn clear(&self) -> Vec<(K, V)> {
        let mut entries = self.entries.lock().unwrap();
        let all = entries.drain().collect();
        drop(entries);
        self.length.store(0, SeqCst);
        all
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
