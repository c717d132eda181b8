//! What runs tasks, with the API of
//! [`tokio::runtime`](https://docs.rs/tokio/1/tokio/runtime/). Nothing that a builder sets
//! makes a difference: the exploration runs the tasks.

mod absent;
mod builder;
mod handle;
mod run;

pub use builder::Builder;
pub use handle::{EnterGuard, Handle, RuntimeFlavor, TryCurrentError};
pub use run::Runtime;

// The compiler shows these lines to who uses one of the types.

#[cfg(feature = "not modelled: use a `LocalSet`")]
pub struct LocalRuntime;

#[cfg(feature = "not modelled: use a `LocalSet`")]
pub struct LocalOptions;

#[cfg(feature = "not modelled: a runtime is told apart from no other here")]
pub struct Id;

#[cfg(feature = "not modelled: a runtime has nothing to measure here")]
pub struct RuntimeMetrics;
