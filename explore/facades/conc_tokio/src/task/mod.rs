//! Tasks, with the API of [`tokio::task`](https://docs.rs/tokio/1/tokio/task/).

mod blocking;
pub mod coop;
mod handle;
pub mod join_set;
mod local;
mod local_value;
mod task_local;

pub(crate) use blocking::run_blocking;
pub use blocking::{block_in_place, spawn_blocking};
pub use coop::{Unconstrained, consume_budget, unconstrained};
pub use explore::tasks::{AbortHandle, Id, JoinError, id, try_id, yield_now};
pub(crate) use handle::start;
pub use handle::{JoinHandle, spawn};
pub use join_set::JoinSet;
pub use local::{LocalEnterGuard, LocalSet, spawn_local};
pub use task_local::LocalKey;

/// The futures that have a name.
pub mod futures {
    pub use super::task_local::TaskLocalFuture;
}
