//! The map lies in a channel with room for one: who takes it out has it alone.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::Arc;
use std::thread;

use crossbeam::channel::{Receiver, Sender, bounded};

pub struct ConcurrentMap<K, V> {
    put: Sender<HashMap<K, V>>,
    take: Receiver<HashMap<K, V>>,
}

impl<K, V> ConcurrentMap<K, V>
where
    K: Clone + Eq + Hash + Send + Sync + 'static,
    V: Clone + Send + Sync + 'static,
{
    pub fn new() -> Self {
        let (put, take) = bounded(1);
        put.send(HashMap::new()).unwrap();
        ConcurrentMap { put, take }
    }

    pub fn set(&self, key: K, value: V) -> Option<V> {
        self.with(|entries| entries.insert(key, value))
    }

    pub fn get(&self, key: &K) -> Option<V> {
        self.with(|entries| entries.get(key).cloned())
    }

    pub fn delete(&self, key: &K) -> Option<V> {
        self.with(|entries| entries.remove(key))
    }

    pub fn len(&self) -> usize {
        self.with(|entries| entries.len())
    }

    pub fn keys(&self) -> Vec<K> {
        self.with(|entries| entries.keys().cloned().collect())
    }

    pub fn clear(&self) -> Vec<(K, V)> {
        self.with(|entries| entries.drain().collect())
    }

    fn with<T>(&self, work: impl FnOnce(&mut HashMap<K, V>) -> T) -> T {
        let mut entries = self.take.recv().unwrap();
        let done = work(&mut entries);
        self.put.send(entries).unwrap();
        done
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
