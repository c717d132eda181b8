//! What tasks share, with the API of [`tokio::sync`]: its own locks and channels, and a
//! record of what the tasks do with them.

mod barrier;
pub mod broadcast;
mod ends;
mod held;
mod made;
pub mod mpsc;
mod mutex;
mod notify;
mod once_cell;
pub mod oneshot;
mod rwlock;
mod semaphore;
mod set_once;
pub mod watch;

pub use barrier::{Barrier, BarrierWaitResult};
pub use mutex::{
    MappedMutexGuard, Mutex, MutexGuard, OwnedMappedMutexGuard, OwnedMutexGuard,
};
pub use notify::Notify;
pub use once_cell::{OnceCell, SetError};
pub use rwlock::{
    OwnedRwLockMappedWriteGuard, OwnedRwLockReadGuard, OwnedRwLockWriteGuard,
    RwLock, RwLockMappedWriteGuard, RwLockReadGuard, RwLockWriteGuard,
};
pub use semaphore::{OwnedSemaphorePermit, Semaphore, SemaphorePermit};
pub use set_once::{SetOnce, SetOnceError};
pub use tokio::sync::{AcquireError, TryAcquireError, TryLockError};

/// The futures that have a name.
pub mod futures {
    pub use super::notify::{Notified, OwnedNotified};
}
