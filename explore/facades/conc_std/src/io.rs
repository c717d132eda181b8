//! [`std::io`], but for the standard input: what one schedule has read of it, the next one
//! would not find.

use std::panic::Location;

pub use std::io::*;

/// Ends the exploration without a verdict.
///
/// # Panics
///
/// Outside of an explored program.
#[track_caller]
pub fn stdin() -> Stdin {
    let at = Location::caller();
    explore::tasks::refuse(&format!(
        "standard input is read at {}:{}, and what one schedule has read, the next one \
         would not find: put the input into the program",
        at.file(),
        at.line()
    ))
}
