//! What std has replaced, and keeps for old programs.

#![allow(clippy::declare_interior_mutable_const)] // std's are such constants

use super::flag::AtomicBool;
use super::numbers::{AtomicIsize, AtomicUsize};

/// False.
#[deprecated(note = "replaced by `AtomicBool::new(false)`")]
pub const ATOMIC_BOOL_INIT: AtomicBool = AtomicBool::new(false);

/// Zero.
#[deprecated(note = "replaced by `AtomicIsize::new(0)`")]
pub const ATOMIC_ISIZE_INIT: AtomicIsize = AtomicIsize::new(0);

/// Zero.
#[deprecated(note = "replaced by `AtomicUsize::new(0)`")]
pub const ATOMIC_USIZE_INIT: AtomicUsize = AtomicUsize::new(0);

/// Says that the task spins.
#[deprecated(note = "replaced by `std::hint::spin_loop`")]
#[track_caller]
pub fn spin_loop_hint() {
    crate::hint::spin_loop();
}
