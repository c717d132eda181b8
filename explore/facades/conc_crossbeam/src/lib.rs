//! crossbeam, as far as [`explore`] models it: `channel` with `select!`, `sync`, and
//! `scope`. A manifest that names this package `crossbeam` has `crossbeam::channel`
//! explored.
//!
//! What is not modelled is absent, so that its use is an error of the compiler and not a
//! wrong verdict: `atomic`, `deque`, `epoch`, `queue` and `utils`.

pub mod thread;

pub use explore::{channel, crossbeam_sync as sync, select, select_biased};
pub use thread::scope;
