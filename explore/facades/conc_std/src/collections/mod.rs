//! [`std::collections`], with hash maps and sets whose order is the same in each run: a
//! schedule that depends on chance could not be repeated.

pub mod hash_map;
pub mod hash_set;

pub use std::collections::*;

pub use hash_map::HashMap;
pub use hash_set::HashSet;

use std::collections::hash_map::DefaultHasher;
use std::hash::BuildHasherDefault;

/// The same numbers for the same keys, always.
pub type Fixed = BuildHasherDefault<DefaultHasher>;
