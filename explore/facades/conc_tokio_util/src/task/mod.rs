//! Tasks, with the API of
//! [`tokio_util::task`](https://docs.rs/tokio-util/0.7/tokio_util/task/).

mod abort_on_drop;
mod state;
pub mod task_tracker;

pub use abort_on_drop::{AbortOnDrop, AbortOnDropHandle};
pub use task_tracker::TaskTracker;

// The compiler shows these lines to who uses one of the types.

#[cfg(feature = "not modelled: use a `JoinSet`, whose tasks have ids")]
pub struct JoinMap;

#[cfg(feature = "not modelled: use a `JoinSet`, or a `Vec` of handles")]
pub struct JoinQueue;

#[cfg(feature = "not modelled: use a `LocalSet`, as all tasks share a thread here")]
pub struct LocalPoolHandle;
