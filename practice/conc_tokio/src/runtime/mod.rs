//! What runs tasks, with the API of
//! [`tokio::runtime`](https://docs.rs/tokio/1/tokio/runtime/). Nothing that a builder sets
//! makes a difference: the exploration runs the tasks.

mod builder;
mod handle;
mod run;

pub use builder::Builder;
pub use handle::{EnterGuard, Handle, RuntimeFlavor, TryCurrentError};
pub use run::Runtime;
