use std::time::Duration;

use explore::time::Instant;

use crate::raw::RawRwLock;
use crate::wrapped::{in_an_arc, wrapped};

/// The guard of a reader.
pub type RwLockReadGuard<'a, T> = lock_api::RwLockReadGuard<'a, RawRwLock, T>;

/// That of a part of the value.
pub type MappedRwLockReadGuard<'a, T> =
    lock_api::MappedRwLockReadGuard<'a, RawRwLock, T>;

/// The guard of a writer.
pub type RwLockWriteGuard<'a, T> = lock_api::RwLockWriteGuard<'a, RawRwLock, T>;

/// That of a part of the value.
pub type MappedRwLockWriteGuard<'a, T> =
    lock_api::MappedRwLockWriteGuard<'a, RawRwLock, T>;

/// The guard of a reader that may go on to write.
pub type RwLockUpgradableReadGuard<'a, T> =
    lock_api::RwLockUpgradableReadGuard<'a, RawRwLock, T>;

wrapped! {
    /// Like parking_lot's. A writer that waits for readers is the next one and keeps new ones
    /// out, but for those of [`read_recursive`](lock_api::RwLock::read_recursive): who reads
    /// twice at once by [`read`](RwLock::read) can wait for good. When the lock is free and
    /// nobody waits like this, neither readers nor writers go first.
    RwLock = RwLock<RawRwLock>, const_rwlock,
    read() -> RwLockReadGuard<'_, T>,
    try_read() -> Option<RwLockReadGuard<'_, T>>,
    try_read_for(timeout: Duration) -> Option<RwLockReadGuard<'_, T>>,
    try_read_until(timeout: Instant) -> Option<RwLockReadGuard<'_, T>>,
    read_recursive() -> RwLockReadGuard<'_, T>,
    write() -> RwLockWriteGuard<'_, T>,
    try_write() -> Option<RwLockWriteGuard<'_, T>>,
    try_write_for(timeout: Duration) -> Option<RwLockWriteGuard<'_, T>>,
    try_write_until(timeout: Instant) -> Option<RwLockWriteGuard<'_, T>>,
    upgradable_read() -> RwLockUpgradableReadGuard<'_, T>,
    try_upgradable_read() -> Option<RwLockUpgradableReadGuard<'_, T>>,
    is_locked() -> bool,
}

in_an_arc! {
    RwLock = RwLock<RawRwLock>,
    read_arc() -> lock_api::ArcRwLockReadGuard<RawRwLock, T>,
    try_read_arc() -> Option<lock_api::ArcRwLockReadGuard<RawRwLock, T>>,
    write_arc() -> lock_api::ArcRwLockWriteGuard<RawRwLock, T>,
    try_write_arc() -> Option<lock_api::ArcRwLockWriteGuard<RawRwLock, T>>,
    upgradable_read_arc() -> lock_api::ArcRwLockUpgradableReadGuard<RawRwLock, T>,
    try_upgradable_read_arc()
        -> Option<lock_api::ArcRwLockUpgradableReadGuard<RawRwLock, T>>,
    try_read_arc_for(timeout: Duration)
        -> Option<lock_api::ArcRwLockReadGuard<RawRwLock, T>>,
    try_read_arc_until(timeout: Instant)
        -> Option<lock_api::ArcRwLockReadGuard<RawRwLock, T>>,
    try_write_arc_for(timeout: Duration)
        -> Option<lock_api::ArcRwLockWriteGuard<RawRwLock, T>>,
    try_write_arc_until(timeout: Instant)
        -> Option<lock_api::ArcRwLockWriteGuard<RawRwLock, T>>,
    try_read_recursive_arc()
        -> Option<lock_api::ArcRwLockReadGuard<RawRwLock, T>>,
    try_read_arc_recursive_for(timeout: Duration)
        -> Option<lock_api::ArcRwLockReadGuard<RawRwLock, T>>,
    try_read_arc_recursive_until(timeout: Instant)
        -> Option<lock_api::ArcRwLockReadGuard<RawRwLock, T>>,
    try_upgradable_read_arc_for(timeout: Duration)
        -> Option<lock_api::ArcRwLockUpgradableReadGuard<RawRwLock, T>>,
    try_upgradable_read_arc_until(timeout: Instant)
        -> Option<lock_api::ArcRwLockUpgradableReadGuard<RawRwLock, T>>,
    read_arc_recursive() -> lock_api::ArcRwLockReadGuard<RawRwLock, T>,
}
