//! What tasks share, with the API of [`crossbeam::sync`](https://docs.rs/crossbeam/0.8).
//!
//! The readers of a [`ShardedLock`] have nothing to gain here: it is the ordinary lock
//! of [`sync`](crate::sync).

mod parker;
mod wait_group;

pub use crate::sync::{
    RwLock as ShardedLock, RwLockReadGuard as ShardedLockReadGuard,
    RwLockWriteGuard as ShardedLockWriteGuard,
};
pub use parker::{Parker, Unparker};
pub use wait_group::WaitGroup;
