//! concurrent_map: a map for many tasks, whose snapshots belong to one moment.
//!
//! Many tasks share one map. Each operation is one step: it seems to happen at one moment
//! between its call and its return.
//!
//! - `set` gives the key this value and returns the one that it replaces, if any.
//! - `get` returns a clone of the value.
//! - `delete` removes the key and returns its value, if it had one.
//! - `len`, `keys` and `clear` are snapshots: what they return is what the map held at one
//!   moment. `keys` and `clear` have no order. `clear` removes all entries and returns
//!   them, in one step.
//!
//! Keep the name of the type and its methods; inside do as you like, with std or
//! crossbeam. Write what is left out, then `cargo week7 check concurrent_map`.

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
