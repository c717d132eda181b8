//! A lock for each shard. `keys` takes them from the last to the first, `len` and
//! `clear` from the first to the last.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Arc, Mutex, MutexGuard};
use std::thread;

pub struct ConcurrentMap<K, V> {
    shards: [Mutex<HashMap<K, V>>; 3],
}

impl<K, V> ConcurrentMap<K, V>
where
    K: Clone + Eq + Hash + Send + Sync + 'static,
    V: Clone + Send + Sync + 'static,
{
    pub fn new() -> Self {
        ConcurrentMap { shards: Default::default() }
    }

    pub fn set(&self, key: K, value: V) -> Option<V> {
        self.shard(&key).insert(key, value)
    }

    pub fn get(&self, key: &K) -> Option<V> {
        self.shard(key).get(key).cloned()
    }

    pub fn delete(&self, key: &K) -> Option<V> {
        self.shard(key).remove(key)
    }

    pub fn len(&self) -> usize {
        self.all().iter().map(|shard| shard.len()).sum()
    }

    pub fn keys(&self) -> Vec<K> {
        let from_the_last = self.shards.iter().rev();
        let all: Vec<_> =
            from_the_last.map(|shard| shard.lock().unwrap()).collect();
        all.iter().flat_map(|shard| shard.keys().cloned()).collect()
    }

    pub fn clear(&self) -> Vec<(K, V)> {
        self.all().iter_mut().flat_map(|shard| shard.drain()).collect()
    }

    fn shard(&self, key: &K) -> MutexGuard<'_, HashMap<K, V>> {
        let mut hasher = DefaultHasher::new();
        key.hash(&mut hasher);
        let place = hasher.finish() as usize % self.shards.len();
        self.shards[place].lock().unwrap()
    }

    /// All at once, from the first to the last.
    fn all(&self) -> Vec<MutexGuard<'_, HashMap<K, V>>> {
        self.shards.iter().map(|shard| shard.lock().unwrap()).collect()
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
