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

/// Methods that the collection inside has, so that `HashMap::len` is a path too.
macro_rules! hands_on {
    ($(
        fn $name:ident $(<$Q:ident>)? ($self:ident: $Self:ty)
            $([$($argument:ident: $type:ty),*])? $(-> $returns:ty)?;
    )*) => {$(
        #[doc = concat!("Like `", stringify!($name), "` of std.")]
        pub fn $name $(<$Q>)? ($self: $Self $(, $($argument: $type),*)?) $(-> $returns)?
        $(where
            K: std::borrow::Borrow<$Q>,
            $Q: std::hash::Hash + Eq + ?Sized)?
        {
            $self.0.$name($($($argument),*)?)
        }
    )*};
}
use hands_on;
