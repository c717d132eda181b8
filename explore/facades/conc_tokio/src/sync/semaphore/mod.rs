//! The semaphore and its permits.

mod acquiring;
mod permit;
mod permits;

pub use permit::{OwnedSemaphorePermit, SemaphorePermit};
pub use permits::Semaphore;
