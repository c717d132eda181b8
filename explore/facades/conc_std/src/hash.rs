//! [`std::hash`] without chance: a map that spreads its keys with a
//! [`RandomState`] does the same in each schedule.

pub use std::hash::*;

pub use crate::collections::Fixed as RandomState;
