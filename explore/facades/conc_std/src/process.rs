//! What of [`std::process`] does no harm, and what ends the process: that fails the
//! schedule, and the record says where. With the feature `outside` other processes are
//! real.

#[cfg(feature = "outside")]
pub use std::process::*;
pub use std::process::{ExitCode, Termination, id};

use explore::panic::ends_the_process;

/// Fails the schedule in place of ending the process.
///
/// # Panics
///
/// Outside of an explored program.
#[track_caller]
pub fn exit(code: i32) -> ! {
    ends_the_process(&format!(
        "process::exit({code}) would end everybody's work: return instead"
    ))
}

/// Fails the schedule in place of ending the process.
///
/// # Panics
///
/// Outside of an explored program.
#[track_caller]
pub fn abort() -> ! {
    ends_the_process("process::abort() would end everybody's work: return instead")
}
