//! parking_lot, but that its locks are modelled by [`explore`].
//!
//! A program is built with this crate in the place of parking_lot, by its manifest:
//! `parking_lot = { package = "conc_parking_lot" }`; of a package this source is compiled
//! in the place of that of parking_lot. So it names what is modelled by `explore`, never by
//! `std`, which is the one or the other.
//!
//! The guards are those of lock_api, as parking_lot's are. The locks are wrapped once
//! more: they note the line that makes them, by which they are told.
//!
//! Not there: the detection of deadlocks, serde, and `RawThreadId`; of a [`ReentrantMutex`]
//! the guards that own a clone of its `Arc`, and what gives back the mutex of a guard.

mod condvar;
mod mutex;
mod once;
mod raw;
mod remutex;
mod rwlock;
mod wrapped;

#[cfg(not(feature = "send_guard"))]
type GuardMarker = lock_api::GuardNoSend;
#[cfg(feature = "send_guard")]
type GuardMarker = lock_api::GuardSend;

pub use self::condvar::{Condvar, WaitTimeoutResult};
pub use self::mutex::{
    FairMutex, FairMutexGuard, MappedFairMutexGuard, MappedMutexGuard, Mutex,
    MutexGuard, const_fair_mutex, const_mutex,
};
pub use self::once::{Once, OnceState};
pub use self::raw::{RawFairMutex, RawMutex, RawRwLock};
pub use self::remutex::{
    MappedReentrantMutexGuard, ReentrantMutex, ReentrantMutexGuard,
    const_reentrant_mutex,
};
pub use self::rwlock::{
    MappedRwLockReadGuard, MappedRwLockWriteGuard, RwLock, RwLockReadGuard,
    RwLockUpgradableReadGuard, RwLockWriteGuard, const_rwlock,
};
pub use ::lock_api;
#[cfg(feature = "arc_lock")]
pub use lock_api::{
    ArcMutexGuard, ArcRwLockReadGuard, ArcRwLockUpgradableReadGuard,
    ArcRwLockWriteGuard,
};
