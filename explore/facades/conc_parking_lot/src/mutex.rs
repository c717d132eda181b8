use std::time::Duration;

use explore::time::Instant;

use crate::raw::{RawFairMutex, RawMutex};
use crate::wrapped::{in_an_arc, wrapped};

/// The guard of a [`Mutex`].
pub type MutexGuard<'a, T> = lock_api::MutexGuard<'a, RawMutex, T>;

/// That of a part of its value.
pub type MappedMutexGuard<'a, T> = lock_api::MappedMutexGuard<'a, RawMutex, T>;

/// The guard of a [`FairMutex`].
pub type FairMutexGuard<'a, T> = lock_api::MutexGuard<'a, RawFairMutex, T>;

/// That of a part of its value.
pub type MappedFairMutexGuard<'a, T> =
    lock_api::MappedMutexGuard<'a, RawFairMutex, T>;

wrapped! {
    /// Like parking_lot's. Who locks it twice waits for good, and a panic poisons nothing.
    Mutex = Mutex<RawMutex>, const_mutex,
    lock() -> MutexGuard<'_, T>,
    try_lock() -> Option<MutexGuard<'_, T>>,
    try_lock_for(timeout: Duration) -> Option<MutexGuard<'_, T>>,
    try_lock_until(timeout: Instant) -> Option<MutexGuard<'_, T>>,
    is_locked() -> bool,
}

in_an_arc! {
    Mutex = Mutex<RawMutex>,
    lock_arc() -> lock_api::ArcMutexGuard<RawMutex, T>,
    try_lock_arc() -> Option<lock_api::ArcMutexGuard<RawMutex, T>>,
    try_lock_arc_for(timeout: Duration)
        -> Option<lock_api::ArcMutexGuard<RawMutex, T>>,
    try_lock_arc_until(timeout: Instant)
        -> Option<lock_api::ArcMutexGuard<RawMutex, T>>,
}

wrapped! {
    /// Like parking_lot's. Whose turn comes next is open, as with a [`Mutex`].
    FairMutex = Mutex<RawFairMutex>, const_fair_mutex,
    lock() -> FairMutexGuard<'_, T>,
    try_lock() -> Option<FairMutexGuard<'_, T>>,
    try_lock_for(timeout: Duration) -> Option<FairMutexGuard<'_, T>>,
    try_lock_until(timeout: Instant) -> Option<FairMutexGuard<'_, T>>,
    is_locked() -> bool,
}
