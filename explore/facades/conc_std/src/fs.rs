//! Nothing: what an explored program leaves in files, the next schedule would find. With
//! the feature `outside`, for a program of which that is said, files are real.

#[cfg(feature = "outside")]
pub use std::fs::*;
