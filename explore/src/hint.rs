//! The hint of a loop that waits, with the API of [`std::hint`].

use std::panic::Location;

pub use std::hint::{
    assert_unchecked, black_box, cold_path, select_unpredictable,
    unreachable_unchecked,
};

/// Says that the task spins: like [`yield_now`](crate::thread::yield_now).
#[track_caller]
pub fn spin_loop() {
    crate::thread::yield_at(Location::caller());
}
