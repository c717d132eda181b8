//! Tasks, with the API of
//! [`tokio_util::task`](https://docs.rs/tokio-util/0.7/tokio_util/task/).

mod abort_on_drop;
mod state;
pub mod task_tracker;

pub use abort_on_drop::{AbortOnDrop, AbortOnDropHandle};
pub use task_tracker::TaskTracker;
