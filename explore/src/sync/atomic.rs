//! Atomics, with the API of [`std::sync::atomic`]. All orderings are explored as
//! [`Ordering::SeqCst`].

mod common;
mod flag;
mod numbers;
mod old;
mod operate;
mod pointer;

pub use flag::AtomicBool;
pub use numbers::{
    AtomicI8, AtomicI16, AtomicI32, AtomicI64, AtomicIsize, AtomicU8, AtomicU16,
    AtomicU32, AtomicU64, AtomicUsize,
};
#[allow(deprecated)] // std has them too
pub use old::{
    ATOMIC_BOOL_INIT, ATOMIC_ISIZE_INIT, ATOMIC_USIZE_INIT, spin_loop_hint,
};
#[doc(hidden)]
pub use operate::{By, SeesPointers};
pub(crate) use operate::{look_to_show, operate};
pub use pointer::AtomicPtr;
pub use std::sync::atomic::{Ordering, compiler_fence, fence};
