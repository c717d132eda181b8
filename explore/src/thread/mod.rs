//! Tasks in place of threads, with the API of [`std::thread`].

mod handle;
pub(crate) mod left;
mod local;
mod park;
mod scope;
mod spawn;

pub use crate::schedule::catch::panicking;
pub use handle::{Thread, ThreadId, current};
pub use local::{AccessError, LocalKey};
pub(crate) use park::yield_at;
pub use park::{park, park_timeout, sleep, yield_now};
#[allow(deprecated)] // std has them too
pub use park::{park_timeout_ms, sleep_ms};
pub use scope::{Scope, ScopedJoinHandle, scope, scope_with_panics};
pub use spawn::{Builder, JoinHandle, available_parallelism, spawn};
pub use std::thread::Result;
