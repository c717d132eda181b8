//! The model: the state of each object that tasks share, what an operation needs, does and
//! touches.

use std::time::Duration;

pub(crate) mod access;
pub(crate) mod arms;
mod atomic;
pub(crate) mod barrier;
pub(crate) mod channel;
pub(crate) mod condvar;
pub(crate) mod fault;
pub(crate) mod handle;
pub(crate) mod hold;
pub(crate) mod mutex;
pub(crate) mod object;
pub(crate) mod once;
pub(crate) mod op;
pub(crate) mod parker;
pub(crate) mod pending;
pub(crate) mod rwlock;
pub(crate) mod senders;
pub(crate) mod value;
pub(crate) mod wait_group;

/// The place of a task in the order in which they were started; the program is 0.
pub(crate) type TaskId = usize;

/// The place of an object among those that one schedule used, in order of first use.
pub(crate) type ObjectId = usize;

/// A scope of tasks, in order of opening.
pub(crate) type ScopeId = usize;

/// A moment on the clock of a schedule, which starts at zero.
pub(crate) type Moment = Duration;
