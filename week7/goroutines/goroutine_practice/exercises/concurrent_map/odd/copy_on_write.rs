//! Who reads takes the current map along; who writes makes a new one.

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
        ConcurrentMap { entries: Mutex::new(Arc::new(HashMap::new())) }
    }

    pub fn set(&self, key: K, value: V) -> Option<V> {
        Arc::make_mut(&mut self.entries.lock().unwrap()).insert(key, value)
    }

    pub fn get(&self, key: &K) -> Option<V> {
        self.now().get(key).cloned()
    }

    pub fn delete(&self, key: &K) -> Option<V> {
        Arc::make_mut(&mut self.entries.lock().unwrap()).remove(key)
    }

    pub fn len(&self) -> usize {
        self.now().len()
    }

    pub fn keys(&self) -> Vec<K> {
        self.now().keys().cloned().collect()
    }

    pub fn clear(&self) -> Vec<(K, V)> {
        let all = std::mem::take(&mut *self.entries.lock().unwrap());
        all.iter().map(|(key, value)| (key.clone(), value.clone())).collect()
    }

    fn now(&self) -> Arc<HashMap<K, V>> {
        Arc::clone(&self.entries.lock().unwrap())
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
