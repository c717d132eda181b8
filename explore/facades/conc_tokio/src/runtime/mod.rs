//! What runs tasks, with the API of
//! [`tokio::runtime`](https://docs.rs/tokio/1/tokio/runtime/). Of what a builder sets only
//! this makes a difference: whether there is one thread, and whether there are timers.

mod absent;
mod builder;
mod handle;
mod run;

pub use builder::Builder;
pub(crate) use handle::needs_timers;
pub use handle::{EnterGuard, Handle, RuntimeFlavor, TryCurrentError};
pub use run::Runtime;

/// Whether this is the error of a socket or a timer whose runtime has ended: there are no
/// such errors here.
pub fn is_rt_shutdown_err(_err: &std::io::Error) -> bool {
    false
}

// The compiler shows these lines to who uses one of the items.

#[cfg(
    feature = "not modelled: which thread polls a task is no matter of the schedule"
)]
pub fn worker_index() {}

#[cfg(feature = "not modelled: use a `LocalSet`")]
pub struct LocalRuntime;

#[cfg(feature = "not modelled: use a `LocalSet`")]
pub struct LocalOptions;

#[cfg(feature = "not modelled: a runtime is told apart from no other here")]
pub struct Id;

#[cfg(feature = "not modelled: a runtime has nothing to measure here")]
pub struct RuntimeMetrics;
