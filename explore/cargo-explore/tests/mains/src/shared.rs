//! What the binaries share.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};

/// Is new in each schedule.
pub static COUNT: AtomicUsize = AtomicUsize::new(0);

/// A counter that forgets now and then.
#[derive(Debug, Default)]
pub struct Forgetful(AtomicUsize);

impl Forgetful {
    pub fn add(&self) {
        let seen = self.0.load(SeqCst);
        self.0.store(seen + 1, SeqCst);
    }

    pub fn all(&self) -> usize {
        self.0.load(SeqCst)
    }
}

/// Adds one, and says how many there are.
pub fn add(all: &Mutex<usize>) -> usize {
    COUNT.fetch_add(1, SeqCst);
    let mut all = all.lock().unwrap();
    *all += 1;
    *all
}
