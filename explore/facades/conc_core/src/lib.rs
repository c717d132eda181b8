//! What an explored answer means by `core`: all of [`conc_std`], as cargo lets a package
//! know a crate by one name only.

pub use conc_std::*;
