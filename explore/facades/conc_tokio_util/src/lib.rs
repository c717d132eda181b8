//! What of tokio_util belongs to running tasks together, as `conc_tokio` runs them: a
//! manifest that names this package `tokio_util` has it explored.
//!
//! A cancellation is told of as a close: who waits for it finds its token closed.
//!
//! Codecs, streams and what reads and writes are absent, and so are what is polled by hand
//! (`PollSender`, `PollSemaphore`, `ReusableBoxFuture`) and the sets of tasks beside tokio's
//! own (`JoinMap`, `JoinQueue`, `LocalPoolHandle`). The compiler says why.

#![allow(unexpected_cfgs, reason = "the modules that are absent say why")]

pub mod future;
pub mod sync;
pub mod task;

// The compiler shows these lines to who uses one of the modules.

#[cfg(
    feature = "not modelled: what is read and written is no matter of the schedule"
)]
pub mod codec {}

#[cfg(
    feature = "not modelled: what is read and written is no matter of the schedule"
)]
pub mod io {}

#[cfg(
    feature = "not modelled: what a network answers is no matter of the schedule"
)]
pub mod udp {}

#[cfg(feature = "not modelled: one runtime runs all tasks here")]
pub mod context {}

#[cfg(feature = "not modelled: use a `Pin<Box<dyn Future>>`")]
pub mod either {}

#[cfg(feature = "not modelled: use `tokio::time` instead")]
pub mod time {}
