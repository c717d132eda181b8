//! crossbeam, as far as [`explore`] models it: all but `epoch`. A manifest that names this
//! package `crossbeam` has `crossbeam::channel` explored.
//!
//! What is not modelled is an error of the compiler and not a wrong verdict:
//!
//! ```compile_fail
//! conc_crossbeam::epoch::pin(); // not modelled: crossbeam::epoch
//! ```
//!
//! # Limits
//!
//! - The type of a [`thread::Scope`] names two lifetimes, crossbeam's one.
//! - A [`ShardedLock`](sync::ShardedLock) is an ordinary `RwLock`, and is shown as one. A
//!   writer that waits keeps all new readers out; of crossbeam's only those of the shards
//!   that it has come to, so that a deadlock of such readers may be none there.
//! - What is done by a raw pointer, to an atomic or of a `Parker`, is not modelled.

pub mod epoch;
pub mod thread;

pub use explore::crossbeam::{atomic, deque, queue, utils};
pub use explore::{channel, crossbeam_sync as sync, select};
pub use thread::scope;
