//! What tasks share, with the API of [`std::sync`]. Every operation is a place where
//! another task may go first, and is recorded with its task and line.
//!
//! Outside of an explored program a [`Mutex`], an [`RwLock`] and the atomics work like
//! those of std; the others that would have to wait panic.

pub mod atomic;
mod barrier;
mod condvar;
pub mod mpsc;
mod mutex;
mod once;
mod rwlock;

pub use barrier::{Barrier, BarrierWaitResult};
pub use condvar::{Condvar, WaitTimeoutResult};
pub use mutex::{Mutex, MutexGuard};
#[allow(deprecated)] // std has it too
pub use once::ONCE_INIT;
pub use once::{LazyLock, Once, OnceLock, OnceState};
pub use rwlock::{RwLock, RwLockReadGuard, RwLockWriteGuard};
pub use std::sync::{
    Arc, LockResult, PoisonError, TryLockError, TryLockResult, Weak,
};

/// The real lock behind a modelled one, which nobody else holds. Outside of an explored
/// program it may have to wait for the lock; in what is left of a schedule that was
/// stopped it must not, as the holder never lets go.
fn take<G>(
    tried: TryLockResult<G>,
    wait: impl FnOnce() -> LockResult<G>,
) -> LockResult<G> {
    match tried {
        Ok(guard) => Ok(guard),
        Err(TryLockError::Poisoned(poisoned)) => Err(poisoned),
        Err(TryLockError::WouldBlock) if crate::engine::is_exploring() => {
            panic!("the schedule was stopped while the lock was held")
        }
        Err(TryLockError::WouldBlock) => wait(),
    }
}

/// Wraps the guard whether or not the lock was poisoned.
fn wrap<G, W>(guard: LockResult<G>, wrap: impl FnOnce(G) -> W) -> LockResult<W> {
    match guard {
        Ok(guard) => Ok(wrap(guard)),
        Err(poisoned) => Err(PoisonError::new(wrap(poisoned.into_inner()))),
    }
}
