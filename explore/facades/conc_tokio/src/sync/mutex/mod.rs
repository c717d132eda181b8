//! The mutex and its guards.

mod guard;
mod lock;
mod locking;
mod owned;

pub use guard::{MappedMutexGuard, MutexGuard};
pub use lock::Mutex;
pub use owned::{OwnedMappedMutexGuard, OwnedMutexGuard};
