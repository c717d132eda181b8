use std::fmt;
use std::panic::Location;
use std::sync::atomic::{self as real, Ordering};

use super::common::{atomic, changing};
use super::operate::{By, SeesPointers, look_to_show, operate};
use crate::model::handle::Handle;
use crate::model::object::Kind;
use crate::model::op::Op;
use crate::model::value::Value;

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
            |from, to| Op::Apply { name: "fetch_not", from, to },
        )
    }
}

impl Default for AtomicBool {
    #[track_caller]
    fn default() -> AtomicBool {
        AtomicBool::new(false)
    }
}
