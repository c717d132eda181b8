//! concurrent_map: a map for many tasks, with snapshots that belong to one moment.
//!
//! Many tasks share one map. Each operation is one step: it takes effect at one moment
//! between its call and its return.
//!
//! - `set` gives the key a new value and returns the old value, if there was one.
//! - `get` returns a clone of the value, if the key is there.
//! - `delete` removes the key and returns its value, if the key was there.
//! - `len` returns the number of entries, and `keys` returns all keys, in any order.
//! - `clear` removes all entries and returns them, in any order.
//! - `len`, `keys` and `clear` are snapshots: what they return is what the map held at
//!   one moment.
//!
//! Keep the name of the type and its methods. Inside, use what you like from std or
//! crossbeam. Write the bodies, then run `cargo week7 check concurrent_map`.

use std::hash::Hash;
use std::marker::PhantomData;
use std::sync::Arc;
use std::thread;

pub struct ConcurrentMap<K, V> {
    entries: PhantomData<(K, V)>,
}

impl<K, V> ConcurrentMap<K, V>
where
    K: Clone + Eq + Hash + Send + Sync + 'static,
    V: Clone + Send + Sync + 'static,
{
    pub fn new() -> Self {
        ConcurrentMap { entries: PhantomData }
    }

    pub fn set(&self, key: K, value: V) -> Option<V> {
        let _ = (key, value);
        todo!("set it")
    }

    pub fn get(&self, key: &K) -> Option<V> {
        let _ = key;
        todo!("get a clone")
    }

    pub fn delete(&self, key: &K) -> Option<V> {
        let _ = key;
        todo!("remove it")
    }

    pub fn len(&self) -> usize {
        todo!("count the entries")
    }

    pub fn keys(&self) -> Vec<K> {
        todo!("list the keys")
    }

    pub fn clear(&self) -> Vec<(K, V)> {
        todo!("remove all entries")
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
