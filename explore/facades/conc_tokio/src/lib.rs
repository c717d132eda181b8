//! tokio, as far as [`explore::tasks`] runs it. A manifest that names this package
//! `tokio` has ordinary tasks explored: in which order they are polled is a schedule.
//!
//! `sync` wraps tokio's own locks and channels and records what tasks do with them;
//! `task`, `time` and `runtime` are made anew, so that the order of polls and the clock
//! belong to the exploration. The clock moves on when no task can, and earlier as often as
//! the exploration [says](explore::Explore::racing_clock).
//!
//! Each await of this crate is a place where other tasks may go first, wherever in the task
//! it stands, as they do on the other threads of tokio's default runtime: inside a
//! `timeout`, in a branch of `select!`, in what is joined or polled by hand. Between awaits
//! others come in if the runtime has several threads, or threads run beside it, and the
//! exploration [says](explore::Explore::on_workers) so. A task goes on from 128 awaits in one poll,
//! then the next one is not ready: tokio's cooperative budget.
//!
//! `select!` without `biased` begins with each of its branches in turn, as a choice of
//! the schedule. `join!` and `try_join!` are tokio's: they begin with the next branch at
//! each poll.
//!
//! # Limits
//!
//! - Unless the exploration says otherwise, all tasks share one thread. A closure that may
//!   block (`spawn_blocking`, `block_in_place`) runs at one go then. Where others could
//!   come in, because it does more than one thing that they can see or has to wait, there
//!   is no verdict.
//! - On several threads, and between threads where no runtime runs, others come in before
//!   each operation, before an end of a channel is cloned, and before an end, a guard or a
//!   permit is dropped. To clone anything else is no such place.
//! - A token and its children are cancelled at one go.
//! - A `Mutex` and an `RwLock` hold a value whose size is known: no `Mutex<dyn Trait>`. An
//!   `RwLock` of what cannot be shared cannot be sent either.
//! - When `block_on` has ended, a task that still waits was left behind, which is a
//!   deadlock. Tokio keeps it for the next `block_on` and drops it with the runtime. One that
//!   need not wait goes on to its end, as it need not with tokio: what the program does
//!   after that is no proof.
//! - A runtime runs tasks in `block_on` only. Several at a time, each on a thread, need an
//!   exploration that interrupts tasks. Who starts a task while none runs, in a runtime
//!   that is entered or in a `LocalSet`, gets no verdict.
//! - What tells of a runtime and its threads is absent (`metrics`, `Handle::id`,
//!   `worker_index`, `on_thread_start`), and so is a `LocalRuntime`: a `LocalSet` does the same.
//! - `time::pause` pauses the clock only if no other task runs yet, and `resume` does
//!   nothing.
//! - What the world outside answers, such as a network, files and signals, is absent, and
//!   the compiler says why.

#![allow(unexpected_cfgs, reason = "the modules that are absent say why")]

mod blocking;
mod entered;
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

// The compiler shows these lines to who uses one of the modules.

#[cfg(feature = "not modelled: what a file holds is no matter of the schedule")]
pub mod fs {}

#[cfg(
    feature = "not modelled: what is read and written is no matter of the schedule"
)]
pub mod io {}

#[cfg(
    feature = "not modelled: what a network answers is no matter of the schedule"
)]
pub mod net {}

#[cfg(feature = "not modelled: another process is no part of a schedule")]
pub mod process {}

#[cfg(feature = "not modelled: a signal is no part of a schedule")]
pub mod signal {}
