//! exit 0: Every behaviour of up to 2 tasks was tried
//! exit 0: When main had ended, 1 task still waited in a loop that nothing leaves

use std::sync::{Arc, Condvar, Mutex};
use std::thread;

#[derive(Default)]
struct Dirty {
    is_set: Mutex<bool>,
    changed: Condvar,
}

impl Dirty {
    fn set(&self) {
        *self.is_set.lock().unwrap() = true;
        self.changed.notify_one();
    }

    fn wait(&self) {
        let is_set = self.is_set.lock().unwrap();
        *self.changed.wait_while(is_set, |is_set| !*is_set).unwrap() = false;
    }
}

/// The thread sweeps for as long as the program runs.
fn main() {
    let dirty = Arc::new(Dirty::default());
    let own = Arc::clone(&dirty);
    thread::spawn(move || loop {
        own.wait();
    });
    dirty.set();
}
