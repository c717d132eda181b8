//! The programs on the real crate.

pub use crossbeam::{self as lockfree, channel, sync};
pub use std::sync::{self as own, atomic};
pub use std::{thread, thread_local as local, time};

use std::cell::Cell;

thread_local! {
    static CHANCE: Cell<u64> = const { Cell::new(0) };
}

/// Loses some time, a little or a lot, so that the threads take turns in more ways.
pub fn pause() {
    static SEEDS: atomic::AtomicU64 = atomic::AtomicU64::new(1);
    let mut chance = CHANCE.get();
    if chance == 0 {
        let seed = SEEDS.fetch_add(1, atomic::Ordering::Relaxed);
        chance = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    }
    // Xorshift.
    chance ^= chance << 13;
    chance ^= chance >> 7;
    chance ^= chance << 17;
    CHANCE.set(chance);
    match chance % 8 {
        0..=3 => {}
        4 | 5 => thread::yield_now(),
        6 => (0..chance % 512).for_each(|_| std::hint::spin_loop()),
        _ => (0..8).for_each(|_| thread::yield_now()),
    }
}

#[allow(clippy::duplicate_mod, reason = "the same source on both crates")]
#[path = "programs/mod.rs"]
pub mod programs;
