//! Async tasks. This module has its own executor. It polls the tasks and chooses which one is
//! next, so that one schedule is one order of polls.
//!
//! Tasks take turns at awaits only, wherever an await stands: each task has a stack of
//! its own. A lock of [`sync`](crate::sync), or anything else that would have to wait in
//! between, blocks all tasks at once, and the schedule fails with
//! [`Cause::Blocked`](crate::Cause::Blocked). The tasks of [`block_on_workers`], and threads
//! beside async tasks, may be [interrupted](crate::Explore::on_workers) in between; else
//! such threads are refused. Where no async task runs, threads are interrupted before each
//! operation.
//! When what [`block_on`] was given has ended, the tasks that are left may go on as long
//! as they need not wait; one that does was left behind, which is a deadlock. What the
//! program does then is no proof: such tasks need not have gone on.
//!
//! This is what a model of an async library is made of: it wraps the library's own locks
//! and channels, which need no runtime, and says through [`Shared`] what its tasks do.

mod executor;
mod go;
mod id;
mod join;
mod shared;
mod taken;
mod timer;
mod turn;

pub use crate::model::senders::Sender;
pub use crate::schedule::polls::Flavor;
pub use executor::{
    block_on, block_on_runtime, block_on_workers, blocks_its_thread, has_budget,
    runtime,
};
pub use go::{
    at_one_go, begins, begins_at, has_executor, is_interrupted, is_running, refuse,
    runs_beside, shares_unseen, undivided,
};
pub use id::{Id, id, try_id};
pub use join::{AbortHandle, JoinError, JoinHandle, spawn, spawn_blocking};
pub use shared::{Did, Kind, Shared, waits_for_its_set};
pub use taken::Taken;
pub use timer::Timer;
pub use turn::{others_may_go, pick, poll_turn, turn, turn_before_all, yield_now};
