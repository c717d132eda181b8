//! What of [`std::process`] does no harm, and what ends the process in the form of a
//! panic: the schedule fails, and the record says where. With the feature `outside` other
//! processes are real.

#[cfg(feature = "outside")]
pub use std::process::*;
pub use std::process::{ExitCode, Termination, id};

/// Panics in place of ending the process.
#[track_caller]
pub fn exit(code: i32) -> ! {
    panic!("process::exit({code}) would end everybody's work: return instead")
}

/// Panics in place of ending the process.
#[track_caller]
pub fn abort() -> ! {
    panic!("process::abort() would end everybody's work: return instead")
}
