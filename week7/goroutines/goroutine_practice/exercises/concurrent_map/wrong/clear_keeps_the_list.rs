//! The list of keys is kept until something is set or deleted, and `clear` forgets it.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, Mutex};
use std::thread;

pub struct ConcurrentMap<K, V> {
    state: Mutex<State<K, V>>,
}

struct State<K, V> {
    entries: HashMap<K, V>,
    /// All keys, if nothing has changed since somebody asked for them.
    list: Option<Vec<K>>,
}

impl<K, V> ConcurrentMap<K, V>
where
    K: Clone + Eq + Hash + Send + Sync + 'static,
    V: Clone + Send + Sync + 'static,
{
    pub fn new() -> Self {
        let state = State { entries: HashMap::new(), list: None };
        ConcurrentMap { state: Mutex::new(state) }
    }

    pub fn set(&self, key: K, value: V) -> Option<V> {
        let mut state = self.state.lock().unwrap();
        state.list = None;
        state.entries.insert(key, value)
    }

    pub fn get(&self, key: &K) -> Option<V> {
        self.state.lock().unwrap().entries.get(key).cloned()
    }

    pub fn delete(&self, key: &K) -> Option<V> {
        let mut state = self.state.lock().unwrap();
        state.list = None;
        state.entries.remove(key)
    }

    pub fn len(&self) -> usize {
        self.state.lock().unwrap().entries.len()
    }

    pub fn keys(&self) -> Vec<K> {
        let mut state = self.state.lock().unwrap();
        let State { entries, list } = &mut *state;
        list.get_or_insert_with(|| entries.keys().cloned().collect()).clone()
    }

    pub fn clear(&self) -> Vec<(K, V)> {
        self.state.lock().unwrap().entries.drain().collect()
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
