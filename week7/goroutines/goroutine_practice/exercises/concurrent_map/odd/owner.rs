//! A task owns the map and does what it is sent. It ends with the last sender.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::Arc;
use std::thread::{self, JoinHandle};

use crossbeam::channel::{Sender, bounded};

type Work<K, V> = Box<dyn FnOnce(&mut HashMap<K, V>) + Send>;

pub struct ConcurrentMap<K, V> {
    work: Option<Sender<Work<K, V>>>,
    owner: Option<JoinHandle<()>>,
}

impl<K, V> Drop for ConcurrentMap<K, V> {
    fn drop(&mut self) {
        self.work = None;
        if let Some(owner) = self.owner.take() {
            owner.join().unwrap();
        }
    }
}

impl<K, V> ConcurrentMap<K, V>
where
    K: Clone + Eq + Hash + Send + Sync + 'static,
    V: Clone + Send + Sync + 'static,
{
    pub fn new() -> Self {
        let (work, works) = bounded::<Work<K, V>>(0);
        let owner = thread::spawn(move || {
            let mut entries = HashMap::new();
            works.iter().for_each(|work| work(&mut entries));
        });
        ConcurrentMap { work: Some(work), owner: Some(owner) }
    }

    pub fn set(&self, key: K, value: V) -> Option<V> {
        self.with(move |entries| entries.insert(key, value))
    }

    pub fn get(&self, key: &K) -> Option<V> {
        let key = key.clone();
        self.with(move |entries| entries.get(&key).cloned())
    }

    pub fn delete(&self, key: &K) -> Option<V> {
        let key = key.clone();
        self.with(move |entries| entries.remove(&key))
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

    fn with<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut HashMap<K, V>) -> T + Send + 'static,
    ) -> T {
        let (tell, told) = bounded(1);
        let work =
            move |entries: &mut HashMap<K, V>| tell.send(work(entries)).unwrap();
        self.work.as_ref().unwrap().send(Box::new(work)).unwrap();
        told.recv().unwrap()
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
