//! crossbeam_queue, as [`conc_crossbeam`] has it: a manifest that names this package
//! `crossbeam_queue` has it explored.

pub use conc_crossbeam::queue::*;
