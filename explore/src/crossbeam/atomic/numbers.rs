//! What a cell with a number can do.

use std::panic::Location;

use super::cell::AtomicCell;

/// Methods that change the value by another one.
macro_rules! changing {
    ($value:ty; $($(#[$doc:meta])* $name:ident $change:expr),* $(,)?) => {
        impl AtomicCell<$value> {$(
            $(#[$doc])*
            /// Returns the value that was there.
            #[track_caller]
            pub fn $name(&self, value: $value) -> $value {
                let change: fn($value, $value) -> $value = $change;
                let name = stringify!($name);
                self.change(Location::caller(), name, |old| change(old, value))
            }
        )*}
    };
}

macro_rules! integers {
    ($($value:ident)*) => {$(
        changing! {
            $value;
            /// Adds, wrapping around.
            fetch_add $value::wrapping_add,
            /// Subtracts, wrapping around.
            fetch_sub $value::wrapping_sub,
            /// Keeps the bits that both have.
            fetch_and |old, value| old & value,
            /// Keeps the bits that not both have.
            fetch_nand |old, value| !(old & value),
            /// Sets the bits of `value`.
            fetch_or |old, value| old | value,
            /// Flips the bits of `value`.
            fetch_xor |old, value| old ^ value,
            /// Keeps the larger one.
            fetch_max Ord::max,
            /// Keeps the smaller one.
            fetch_min Ord::min,
        }
    )*};
}

integers!(i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize);

changing! {
    bool;
    /// Is true if both are.
    fetch_and |old, value| old & value,
    /// Is true if not both are.
    fetch_nand |old, value| !(old & value),
    /// Is true if one of them is.
    fetch_or |old, value| old | value,
    /// Is true if just one of them is.
    fetch_xor |old, value| old ^ value,
}
