//! Each key has a cell. Set finds it, lets the map go and writes: who deletes in between has
//! taken the cell out, and the value goes where nobody finds it.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, Mutex, RwLock};
use std::thread;

type Cell<V> = Arc<Mutex<V>>;

pub struct ConcurrentMap<K, V> {
    cells: RwLock<HashMap<K, Cell<V>>>,
}

impl<K, V> ConcurrentMap<K, V>
where
    K: Clone + Eq + Hash + Send + Sync + 'static,
    V: Clone + Send + Sync + 'static,
{
    pub fn new() -> Self {
        ConcurrentMap { cells: RwLock::default() }
    }

    fn cell(&self, key: &K) -> Option<Cell<V>> {
        self.cells.read().unwrap().get(key).cloned()
    }

    pub fn set(&self, key: K, value: V) -> Option<V> {
        if let Some(cell) = self.cell(&key) {
            return Some(std::mem::replace(&mut *cell.lock().unwrap(), value));
        }
        let old =
            self.cells.write().unwrap().insert(key, Arc::new(Mutex::new(value)));
        old.map(|cell| cell.lock().unwrap().clone())
    }

    pub fn get(&self, key: &K) -> Option<V> {
        self.cell(key).map(|cell| cell.lock().unwrap().clone())
    }

    pub fn delete(&self, key: &K) -> Option<V> {
        let cell = self.cells.write().unwrap().remove(key)?;
        let value = cell.lock().unwrap().clone();
        Some(value)
    }

    pub fn len(&self) -> usize {
        self.cells.read().unwrap().len()
    }

    pub fn keys(&self) -> Vec<K> {
        self.cells.read().unwrap().keys().cloned().collect()
    }

    pub fn clear(&self) -> Vec<(K, V)> {
        let cells = std::mem::take(&mut *self.cells.write().unwrap());
        cells
            .into_iter()
            .map(|(key, cell)| (key, cell.lock().unwrap().clone()))
            .collect()
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
