//! The first edition.
#![deny(warnings)]

use std::sync::{Arc, Mutex};
use std::thread;

pub trait Adds {
    // Without a name, as it was allowed.
    fn add(&self, usize);
}

impl Adds for Mutex<usize> {
    fn add(&self, more: usize) {
        *self.lock().unwrap() += more;
    }
}

pub fn count() -> usize {
    let all = Arc::new(Mutex::new(0));
    let other = all.clone();
    let task = thread::spawn(move || other.add(1));
    all.add(1);
    task.join().unwrap();
    let all = *all.lock().unwrap();
    all
}

#[cfg(test)]
mod tests {
    /// says: all 2 behaviours
    #[test]
    fn it_counts() {
        assert_eq!(::count(), 2);
    }
}
