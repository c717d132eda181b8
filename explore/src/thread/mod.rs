//! Tasks in place of threads, with the API of [`std::thread`].

mod handle;
mod local;
mod park;
mod scope;
mod spawn;

pub use handle::{Thread, ThreadId, current};
pub use local::{AccessError, LocalKey};
pub(crate) use park::yield_at;
pub use park::{park, park_timeout, sleep, yield_now};
pub use scope::{Scope, ScopedJoinHandle, scope};
pub use spawn::{Builder, JoinHandle, available_parallelism, spawn};
pub use std::thread::{Result, panicking};
