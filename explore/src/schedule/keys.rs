//! Maps by key, and hashes that are quick for small numbers.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use super::numbers::{STEP, spread};
use crate::model::access::Key;

/// A good spread of the bits of both.
pub(crate) fn mix(a: u64, b: u64) -> u64 {
    spread(a.rotate_left(23) ^ b.wrapping_mul(STEP))
}

/// Something by key.
pub(crate) type Keys<T> = HashMap<Key, T, BuildHasherDefault<Quick>>;

/// Keys are small numbers: a quick hash does.
#[derive(Clone, Copy, Default)]
pub(crate) struct Quick(u64);

impl Hasher for Quick {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.write_u64(u64::from(byte));
        }
    }

    fn write_u64(&mut self, number: u64) {
        self.0 = mix(self.0, number);
    }

    fn write_usize(&mut self, number: usize) {
        self.write_u64(number as u64);
    }

    fn write_isize(&mut self, number: isize) {
        self.write_u64(number as u64);
    }
}
