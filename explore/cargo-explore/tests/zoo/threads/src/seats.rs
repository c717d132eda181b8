//! Seats, of which each is taken once. So it should be.

use std::sync::Mutex;

/// How many are free.
#[derive(Debug)]
pub struct Seats(pub Mutex<usize>);

impl Seats {
    /// Takes one, if one is free.
    pub fn take(&self) -> bool {
        let free = *self.0.lock().unwrap();
        if free == 0 {
            return false;
        }
        *self.0.lock().unwrap() = free - 1;
        true
    }
}
