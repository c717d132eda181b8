//! A list of pairs, as long as the map is small.

use std::hash::Hash;
use std::sync::{Arc, Mutex};
use std::thread;

pub struct ConcurrentMap<K, V> {
    entries: Mutex<Vec<(K, V)>>,
}

impl<K, V> ConcurrentMap<K, V>
where
    K: Clone + Eq + Hash + Send + Sync + 'static,
    V: Clone + Send + Sync + 'static,
{
    pub fn new() -> Self {
        ConcurrentMap { entries: Mutex::new(Vec::new()) }
    }

    pub fn set(&self, key: K, value: V) -> Option<V> {
        let mut entries = self.entries.lock().unwrap();
        match entries.iter_mut().find(|entry| entry.0 == key) {
            Some(entry) => Some(std::mem::replace(&mut entry.1, value)),
            None => {
                entries.push((key, value));
                None
            }
        }
    }

    pub fn get(&self, key: &K) -> Option<V> {
        let entries = self.entries.lock().unwrap();
        entries.iter().find(|entry| entry.0 == *key).map(|entry| entry.1.clone())
    }

    pub fn delete(&self, key: &K) -> Option<V> {
        let mut entries = self.entries.lock().unwrap();
        let place = entries.iter().position(|entry| entry.0 == *key)?;
        Some(entries.swap_remove(place).1)
    }

    pub fn len(&self) -> usize {
        self.entries.lock().unwrap().len()
    }

    pub fn keys(&self) -> Vec<K> {
        let entries = self.entries.lock().unwrap();
        entries.iter().map(|entry| entry.0.clone()).collect()
    }

    pub fn clear(&self) -> Vec<(K, V)> {
        std::mem::take(&mut *self.entries.lock().unwrap())
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
