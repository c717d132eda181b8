//! The heap, counted: for the lessons that measure memory. A program has one allocator,
//! so it stands here and not in a lesson: the tests link all lessons.

use std::alloc::System;

use stats_alloc::{INSTRUMENTED_SYSTEM, StatsAlloc};

pub use stats_alloc::Region;

/// Counts every byte that the program takes from the heap and gives back.
#[global_allocator]
pub static HEAP: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;
