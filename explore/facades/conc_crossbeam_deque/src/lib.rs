//! crossbeam_deque, as [`conc_crossbeam`] has it: a manifest that names this package
//! `crossbeam_deque` has it explored.

pub use conc_crossbeam::deque::*;
