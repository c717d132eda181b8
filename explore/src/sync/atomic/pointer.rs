use std::fmt;
use std::panic::Location;
use std::sync::atomic::{self as real, Ordering};

use super::common::atomic;
use super::operate::{By, SeesPointers, look_to_show, operate};
use crate::model::handle::Handle;
use crate::model::object::Kind;
use crate::model::op::Op;
use crate::model::value::Value;

atomic! {
    /// Like [`std::sync::atomic::AtomicPtr`].
    AtomicPtr<T>, *mut T
}

impl<T> Default for AtomicPtr<T> {
    #[track_caller]
    fn default() -> AtomicPtr<T> {
        AtomicPtr::new(std::ptr::null_mut())
    }
}

impl<T> fmt::Pointer for AtomicPtr<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Pointer::fmt(&self.load_to_show(), f)
    }
}

/// What changes a pointer by a number.
macro_rules! stepping {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {
        impl<T> AtomicPtr<T> {$(
            $(#[$doc])*
            /// Returns the pointer that was there.
            #[track_caller]
            pub fn $name(&self, by: usize, order: Ordering) -> *mut T {
                operate(&self.handle, Location::caller(), || {
                    let old = self.value.$name(by, order);
                    let new = self.value.load(Ordering::SeqCst);
                    let (from, to) = (Value::from(old), Value::from(new));
                    (old, Op::Apply { name: stringify!($name), from, to })
                })
            }
        )*}
    };
}

stepping! {
    /// Moves the pointer so many values on.
    fetch_ptr_add,
    /// Moves the pointer so many values back.
    fetch_ptr_sub,
    /// Moves the pointer so many bytes on.
    fetch_byte_add,
    /// Moves the pointer so many bytes back.
    fetch_byte_sub,
    /// Sets bits of the address.
    fetch_or,
    /// Keeps only these bits of the address.
    fetch_and,
    /// Flips bits of the address.
    fetch_xor,
}
