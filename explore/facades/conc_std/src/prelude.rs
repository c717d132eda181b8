//! What every answer has without an import: std's, but for the macros that are modelled.

/// The names that are the same in all editions.
pub mod v1 {
    pub use crate::{dbg, eprint, eprintln, print, println, thread_local};
    pub use std::prelude::v1::*;
}

/// Those of the edition in which answers are written.
pub mod rust_2024 {
    pub use super::v1::{dbg, eprint, eprintln, print, println, thread_local};
    pub use std::prelude::rust_2024::*;
}
