//! exit 1: main does not succeed
#![deny(warnings, missing_docs)]
#![forbid(unsafe_code)]

use std::process::ExitCode;

fn main() -> ExitCode {
    ExitCode::from(7)
}
