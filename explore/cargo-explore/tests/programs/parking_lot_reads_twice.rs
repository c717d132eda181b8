//! exit 1: a task takes a read lock twice
//! exit 1: holds a read guard of limits and asks for a second one.
//! exit 1: waits for limits, which task 1 wants to write
use std::thread;

use parking_lot::{RwLock, const_rwlock};

struct Service {
    limits: RwLock<(u32, u32)>,
}

impl Service {
    fn floor(&self) -> u32 {
        self.limits.read().0
    }

    fn ceiling(&self) -> u32 {
        let limits = self.limits.read();
        self.floor().max(limits.1)
    }
}

fn main() {
    let service = Service { limits: const_rwlock((1, 2)) };
    thread::scope(|scope| {
        scope.spawn(|| service.limits.write().1 = 3);
        assert!(service.ceiling() > 1);
    });
}
