//! The programs on the real crate.

pub use std::sync as own;
pub use {tokio, tokio_util};

use std::cell::Cell;

thread_local! {
    static CHANCE: Cell<u64> = const { Cell::new(1) };
}

/// A number that depends on the seed, by xorshift.
fn chance() -> u64 {
    let mut chance = CHANCE.get();
    chance ^= chance << 13;
    chance ^= chance >> 7;
    chance ^= chance << 17;
    CHANCE.set(chance);
    chance
}

/// Lets others go first, some times or not at all: the order depends on the seed.
pub async fn pause() {
    let times = chance() % 4;
    for _ in 0..times {
        tokio::task::yield_now().await;
    }
}

/// Nothing: it follows a pause.
pub async fn turn() {}

/// Nothing: nobody asks in which order.
pub fn adds() {}

/// Nothing.
pub fn reads() {}

/// What the program does with this seed.
pub fn outcome(run: programs::Run, scripts: &[Vec<u8>], seed: u64) -> String {
    CHANCE.set(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .start_paused(true)
        .build()
        .unwrap();
    runtime.block_on(run(scripts.to_vec()))
}

#[allow(clippy::duplicate_mod, reason = "the same source on both crates")]
#[path = "programs/mod.rs"]
pub mod programs;

#[allow(clippy::duplicate_mod, reason = "the same source on both crates")]
#[path = "uses/mod.rs"]
pub mod uses;
