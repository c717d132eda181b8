//! What every crate of a package that is explored means by `std`, `core` and `alloc`: all
//! of [`conc_std`], and a `#[test]` that explores.
//!
//! The compiler is given this crate under the three names, for each crate that it builds:
//! a package is explored as it is.

pub use conc_std::*;

pub mod prelude;

/// What `#[test]` calls, and what stands around the `main` of a package.
#[doc(hidden)]
pub mod __explored {
    pub use core::prelude::v1::test;
    pub use verdict::{ended, panics, test as explore};

    /// The test has ended with this error, if it has one.
    ///
    /// # Panics
    ///
    /// If it has one.
    pub fn succeeds(error: Option<String>) {
        if let Some(why) = error {
            verdict::fault("the test does not succeed", why, verdict::Show::Steps);
        }
    }

    /// The `main` has ended with this error, if it has one.
    ///
    /// # Panics
    ///
    /// If it has one.
    pub fn main_succeeds(error: Option<String>) {
        if let Some(why) = error {
            verdict::fault("main does not succeed", why, verdict::Show::Steps);
        }
    }
}
