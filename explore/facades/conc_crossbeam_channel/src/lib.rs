//! crossbeam_channel, as [`conc_crossbeam`] has it: a manifest that names this package
//! `crossbeam_channel` has it explored.

pub use conc_crossbeam::channel::*;
