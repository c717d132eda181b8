//! What tasks share without a lock, with the API of
//! [`crossbeam`](https://docs.rs/crossbeam/0.8): cells, queues and those of a pool that
//! tasks steal from. Each operation is one step, but to steal: a thief looks first, and
//! then finds out whether another one was faster.
//!
//! # Limits
//!
//! - Values have no text in the record, as they need not have a `Debug`: they are counted,
//!   in the order in which each place got them.
//! - A real injector is made of blocks: who takes a batch there gets no more than what is
//!   left of a block of 63. Here there are no blocks.

pub mod atomic;
pub mod deque;
pub mod queue;
pub mod utils;
mod values;
