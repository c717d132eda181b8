// holds buffered_channels capacity_sweep: "crossbeam takes the memory for the whole
// buffer when the channel is made, and so does Go; tokio's `mpsc` takes it as
// messages come."
// with crossbeam
// with tokio

use std::alloc::System;

use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};

#[global_allocator]
static HEAP: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

type Page = [u8; 1024];

fn bytes<T>(make: impl FnOnce() -> T) -> usize {
    let region = Region::new(HEAP);
    let made = make();
    let bytes = region.change().bytes_allocated;
    drop(made);
    bytes
}

pub fn main() {
    let crossbeam = bytes(|| crossbeam::channel::bounded::<Page>(1_000));
    let tokio = bytes(|| tokio::sync::mpsc::channel::<Page>(1_000));
    println!("crossbeam takes all of it at once: {}", crossbeam >= 1_000 * 1024);
    println!("tokio takes a block of 32 messages: {}", tokio < 64 * 1024);
}

// prints:
// crossbeam takes all of it at once: true
// tokio takes a block of 32 messages: true
