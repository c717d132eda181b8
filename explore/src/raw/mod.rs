//! Locks without a value, for a crate that keeps the values itself: it locks and unlocks,
//! and has no guards. Outside of an explored program they are real locks.

mod condvar;
mod held;
mod lock;

pub use crate::model::hold::Hold;
pub use crate::model::once::Once as Stage;
pub use condvar::Condvar;
pub use lock::Lock;
