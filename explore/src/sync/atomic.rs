//! Atomics, with the API of [`std::sync::atomic`]. All orderings are explored as
//! [`Ordering::SeqCst`].

use std::fmt;
use std::panic::Location;
use std::sync::atomic as real;

use crate::model::handle::Handle;
use crate::model::object::Kind;
use crate::model::op::Op;
use crate::model::value::Value;
use crate::schedule::engine::{reach, with_run};

pub use std::sync::atomic::{Ordering, compiler_fence, fence};

/// One operation on an atomic: others may go first, then it happens and is recorded.
fn operate<R>(
    handle: &Handle,
    at: &'static Location<'static>,
    operate: impl FnOnce() -> (R, Op),
) -> R {
    reach(at, |run| run.ready_for(handle));
    let (result, op) = operate();
    with_run(|run| {
        let atomic = run.object(handle);
        run.did(atomic, (op, op.mode()), at);
        if op.changes() {
            run.change();
        }
    });
    result
}

macro_rules! atomic {
    ($(#[$doc:meta])* $atomic:ident $(<$generic:ident>)?, $value:ty) => {
        $(#[$doc])*
        pub struct $atomic $(<$generic>)? {
            handle: Handle,
            value: real::$atomic $(<$generic>)?,
        }

        impl $(<$generic>)? $atomic $(<$generic>)? {
            /// An atomic with this value. The record calls it by this line.
            #[track_caller]
            pub const fn new(value: $value) -> Self {
                $atomic {
                    handle: Handle::new(Kind::Atomic),
                    value: real::$atomic::new(value),
                }
            }

            /// Reads the value.
            ///
            /// # Panics
            ///
            /// If the order is one for writing.
            #[track_caller]
            pub fn load(&self, order: Ordering) -> $value {
                operate(&self.handle, Location::caller(), || {
                    let value = self.value.load(order);
                    (value, Op::Read(Value::from(value)))
                })
            }

            /// Writes the value.
            ///
            /// # Panics
            ///
            /// If the order is one for reading.
            #[track_caller]
            pub fn store(&self, value: $value, order: Ordering) {
                operate(&self.handle, Location::caller(), || {
                    let from = self.value.load(Ordering::SeqCst);
                    self.value.store(value, order);
                    let (from, to) = (Value::from(from), Value::from(value));
                    ((), Op::Write { from, to })
                });
            }

            /// Writes the value and returns the one that was there.
            #[track_caller]
            pub fn swap(&self, value: $value, order: Ordering) -> $value {
                operate(&self.handle, Location::caller(), || {
                    let old = self.value.swap(value, order);
                    let (from, to) = (Value::from(old), Value::from(value));
                    (old, Op::Change { from, to })
                })
            }

            /// Writes `new` if the value is `current`.
            ///
            /// # Errors
            ///
            /// If the value was another one, which is returned.
            #[track_caller]
            pub fn compare_exchange(
                &self,
                current: $value,
                new: $value,
                success: Ordering,
                failure: Ordering,
            ) -> Result<$value, $value> {
                operate(&self.handle, Location::caller(), || {
                    let result =
                        self.value.compare_exchange(current, new, success, failure);
                    let op = match result {
                        Ok(old) => Op::Change {
                            from: Value::from(old),
                            to: Value::from(new),
                        },
                        Err(found) => Op::Finds {
                            found: Value::from(found),
                            expected: Value::from(current),
                        },
                    };
                    (result, op)
                })
            }

            /// Like `compare_exchange`: it never fails without a reason.
            ///
            /// # Errors
            ///
            /// If the value was another one, which is returned.
            #[track_caller]
            pub fn compare_exchange_weak(
                &self,
                current: $value,
                new: $value,
                success: Ordering,
                failure: Ordering,
            ) -> Result<$value, $value> {
                self.compare_exchange(current, new, success, failure)
            }

            /// Reads, and writes what `update` makes of it, until nobody came between.
            ///
            /// # Errors
            ///
            /// If `update` returned `None`; returns the value that it was given.
            #[track_caller]
            pub fn fetch_update<F>(
                &self,
                set_order: Ordering,
                fetch_order: Ordering,
                mut update: F,
            ) -> Result<$value, $value>
            where
                F: FnMut($value) -> Option<$value>,
            {
                let mut old = self.load(fetch_order);
                while let Some(new) = update(old) {
                    let result =
                        self.compare_exchange_weak(old, new, set_order, fetch_order);
                    match result {
                        Ok(old) => return Ok(old),
                        Err(found) => old = found,
                    }
                }
                Err(old)
            }

            /// The value, which nobody else can reach.
            pub fn get_mut(&mut self) -> &mut $value {
                self.value.get_mut()
            }

            /// Returns the value.
            pub fn into_inner(self) -> $value {
                self.value.into_inner()
            }
        }

        impl $(<$generic>)? fmt::Debug for $atomic $(<$generic>)? {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                with_run(|run| run.looks(&self.handle));
                self.value.fmt(f)
            }
        }

        impl $(<$generic>)? From<$value> for $atomic $(<$generic>)? {
            #[track_caller]
            fn from(value: $value) -> Self {
                $atomic::new(value)
            }
        }
    };
}

macro_rules! changing {
    ($real:ident; $($(#[$doc:meta])* $name:ident),* ; $value:ty) => {
        fn change(
            &self,
            at: &'static Location<'static>,
            change: impl FnOnce(&real::$real) -> $value,
            op: impl FnOnce(Value, Value) -> Op,
        ) -> $value {
            operate(&self.handle, at, || {
                let old = change(&self.value);
                let new = self.value.load(Ordering::SeqCst);
                (old, op(Value::from(old), Value::from(new)))
            })
        }

        $(
            $(#[$doc])*
            /// Returns the value that was there.
            #[track_caller]
            pub fn $name(&self, value: $value, order: Ordering) -> $value {
                self.change(
                    Location::caller(),
                    |atomic| atomic.$name(value, order),
                    |from, to| Op::Change { from, to },
                )
            }
        )*
    };
}

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

atomic! {
    /// Like [`std::sync::atomic::AtomicBool`].
    AtomicBool, bool
}

impl AtomicBool {
    changing! {
        AtomicBool;
        /// Is true if both are.
        fetch_and,
        /// Is true if not both are.
        fetch_nand,
        /// Is true if one of them is.
        fetch_or,
        /// Is true if just one of them is.
        fetch_xor;
        bool
    }

    /// Turns the value around. Returns the one that was there.
    #[track_caller]
    pub fn fetch_not(&self, order: Ordering) -> bool {
        self.change(
            Location::caller(),
            |atomic| atomic.fetch_xor(true, order),
            |from, to| Op::Change { from, to },
        )
    }
}

impl Default for AtomicBool {
    #[track_caller]
    fn default() -> AtomicBool {
        AtomicBool::new(false)
    }
}

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
