//! tokio, as far as [`explore::tasks`] runs it. A manifest that names this package
//! `tokio` has ordinary tasks explored: in which order they are polled is a schedule.
//!
//! `sync` wraps tokio's own locks and channels and records what tasks do with them;
//! `task` and `time` are made anew, so that the order of polls and the clock belong to
//! the exploration. The clock moves on only when no task can.
//!
//! Each await of this crate is a place where other tasks may go first, as tokio may
//! return to its scheduler at any of them. Between awaits nobody comes in.
//!
//! What is not modelled is absent, so that its use is an error of the compiler and not a
//! wrong verdict: `spawn_blocking` and the blocking calls of `sync`, `LocalSet`, `net`,
//! `fs`, `io`, `process`, `signal`. `runtime` is there for `#[tokio::main]` alone, and
//! refuses to run.
//!
//! `select!` without `biased` begins with each of its branches in turn, as a choice of
//! the schedule. `join!` and `try_join!` are tokio's: they begin with the next branch at
//! each poll.

mod macros;
pub mod runtime;
pub mod sync;
pub mod task;
pub mod time;

#[doc(hidden)]
pub mod support;

pub use task::spawn;
pub use tokio::{join, pin, try_join};
pub use tokio_macros::{main, test};
