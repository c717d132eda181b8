use std::fmt;
use std::panic::Location;
use std::sync::atomic::{self as real, Ordering};

use super::common::{atomic, changing};
use super::operate::{By, SeesPointers, look_to_show, operate};
use crate::model::handle::Handle;
use crate::model::object::Kind;
use crate::model::op::Op;
use crate::model::value::Value;

macro_rules! integer {
    ($($atomic:ident $value:ty),*) => {
        $(
            atomic! {
                #[doc = concat!("Like [`std::sync::atomic::", stringify!($atomic), "`].")]
                $atomic, $value
            }

            impl $atomic {
                /// Adds, wrapping around. Returns the value that was there.
                #[track_caller]
                pub fn fetch_add(&self, value: $value, order: Ordering) -> $value {
                    self.change(
                        Location::caller(),
                        |atomic| atomic.fetch_add(value, order),
                        |to, _| Op::Add { to, plus: Value::from(value) },
                    )
                }

                /// Subtracts, wrapping around. Returns the value that was there.
                #[track_caller]
                pub fn fetch_sub(&self, value: $value, order: Ordering) -> $value {
                    self.change(
                        Location::caller(),
                        |atomic| atomic.fetch_sub(value, order),
                        |from, _| Op::Subtract { from, minus: Value::from(value) },
                    )
                }

                changing! {
                    $atomic;
                    /// Keeps the bits that both have.
                    fetch_and,
                    /// Keeps the bits that not both have.
                    fetch_nand,
                    /// Sets the bits of `value`.
                    fetch_or,
                    /// Flips the bits of `value`.
                    fetch_xor,
                    /// Keeps the larger one.
                    fetch_max,
                    /// Keeps the smaller one.
                    fetch_min;
                    $value
                }
            }

            impl Default for $atomic {
                #[track_caller]
                fn default() -> $atomic {
                    $atomic::new(0)
                }
            }
        )*
    };
}

integer! {
    AtomicI8 i8, AtomicI16 i16, AtomicI32 i32, AtomicI64 i64, AtomicIsize isize,
    AtomicU8 u8, AtomicU16 u16, AtomicU32 u32, AtomicU64 u64, AtomicUsize usize
}
