//! exit 0: clean
//! exit 0: Every behaviour of up to 3 tasks was tried
use std::sync::Arc;
use std::thread;

use parking_lot::{
    Condvar, MappedMutexGuard, Mutex, MutexGuard, RwLock, RwLockUpgradableReadGuard,
};

struct Cache {
    names: RwLock<Vec<u32>>,
    loads: Mutex<(u32, bool)>,
    loaded: Condvar,
}

impl Cache {
    fn get(&self, name: u32) {
        let names = self.names.upgradable_read();
        if !names.contains(&name) {
            *self.count() += 1;
            RwLockUpgradableReadGuard::upgrade(names).push(name);
        }
        self.loads.lock().1 = true;
        self.loaded.notify_all();
    }

    fn count(&self) -> MappedMutexGuard<'_, u32> {
        MutexGuard::map(self.loads.lock(), |(loads, _)| loads)
    }
}

fn main() {
    let cache = Arc::new(Cache {
        names: RwLock::default(),
        loads: Mutex::default(),
        loaded: Condvar::new(),
    });
    let both = [1, 1].map(|name| {
        let cache = Arc::clone(&cache);
        thread::spawn(move || cache.get(name))
    });
    let mut loads = cache.loads.lock();
    while !loads.1 {
        cache.loaded.wait(&mut loads);
    }
    assert_eq!(loads.0, 1, "it was loaded once");
    drop(loads);
    for one in both {
        one.join().unwrap();
    }
}
