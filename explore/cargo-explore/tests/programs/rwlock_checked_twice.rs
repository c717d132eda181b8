//! exit 1: FAILS, an update was lost
//! exit 1: Both tasks read 0 from misses before either wrote.
//! Who looks again before it inserts has made no mistake.
use std::collections::HashMap;
use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::sync::{Arc, RwLock};
use std::thread;

#[derive(Default)]
struct Cache {
    squares: RwLock<HashMap<u32, u32>>,
    misses: AtomicU32,
}

impl Cache {
    fn square(&self, of: u32) -> u32 {
        if let Some(found) = self.squares.read().unwrap().get(&of) {
            return *found;
        }
        let misses = self.misses.load(SeqCst);
        self.misses.store(misses + 1, SeqCst);
        *self.squares.write().unwrap().entry(of).or_insert(of * of)
    }
}

fn main() {
    let cache = Arc::new(Cache::default());
    let asks = [2, 3].map(|of| {
        let cache = Arc::clone(&cache);
        thread::spawn(move || cache.square(of))
    });
    for ask in asks {
        ask.join().unwrap();
    }
    assert_eq!(cache.misses.load(SeqCst), 2);
}
