//! crossbeam_utils, as [`conc_crossbeam`] has it: a manifest that names this package
//! `crossbeam_utils` has it explored.

pub use conc_crossbeam::utils::*;
pub use conc_crossbeam::{atomic, sync, thread};
