//! What tasks share, with the API of [`std::sync`]. Every operation is a place where
//! another task may go first, and is recorded with its task and line.
//!
//! Outside of an explored program a [`Mutex`], an [`RwLock`] and the atomics work like
//! those of std; the others that would have to wait panic.

pub mod atomic;
mod barrier;
pub(crate) mod condvar;
pub mod mpsc;
mod mutex;
mod once;
mod own;
mod poison;
mod real;
mod rwlock;

pub use barrier::{Barrier, BarrierWaitResult};
pub use condvar::{Condvar, WaitTimeoutResult};
pub use mutex::{Mutex, MutexGuard};
#[allow(deprecated)] // std has it too
pub use once::ONCE_INIT;
pub use once::{LazyLock, Once, OnceLock, OnceState};
pub use own::{NOBODY_ELSE_OWNS_IT, OTHERS_OWN_IT, Own};
pub use rwlock::{RwLock, RwLockReadGuard, RwLockWriteGuard};
pub use std::sync::{
    Arc, LockResult, PoisonError, TryLockError, TryLockResult, Weak,
};
