//! The reader-writer lock and its guards.

mod lock;
mod locking;
mod locking_owned;
mod owned_read;
mod owned_write;
mod read;
mod write;

pub use lock::RwLock;
pub use owned_read::OwnedRwLockReadGuard;
pub use owned_write::{OwnedRwLockMappedWriteGuard, OwnedRwLockWriteGuard};
pub use read::RwLockReadGuard;
pub use write::{RwLockMappedWriteGuard, RwLockWriteGuard};
