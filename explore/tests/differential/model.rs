//! The programs on the model.

pub use explore::crossbeam as lockfree;
pub use explore::crossbeam_sync as sync;
pub use explore::sync::{self as own, atomic};
pub use explore::{channel, thread, thread_local as local, time};

/// Where a real thread may lose its turn: here every operation is such a place.
pub fn pause() {}

#[allow(clippy::duplicate_mod, reason = "the same source on both crates")]
#[path = "programs/mod.rs"]
pub mod programs;
