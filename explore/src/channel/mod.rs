//! Channels with many senders and many receivers, with the API of
//! [crossbeam-channel](https://docs.rs/crossbeam-channel/0.5). Every operation is a
//! place where another task may go first, and is recorded with its task and line.
//!
//! ```
//! use explore::channel::{bounded, select};
//! use explore::thread;
//!
//! let firsts = explore::outcomes(|| {
//!     let (slow, fast) = (bounded(0), bounded(1));
//!     thread::spawn(move || slow.0.send("slow"));
//!     fast.0.send("fast").unwrap();
//!     select! {
//!         recv(slow.1) -> message => message.unwrap(),
//!         recv(fast.1) -> message => message.unwrap(),
//!     }
//! });
//! assert_eq!(firsts.into_keys().collect::<Vec<_>>(), ["fast", "slow"]);
//! ```
//!
//! # Limits
//!
//! - A `select!` looks at all its arms at one moment. crossbeam looks at one after the
//!   other, so that its `default` and the order of its `select_biased!` can miss what
//!   happens in between.
//! - While a `select!` computes the message that it sends, crossbeam lets others who
//!   need its place spin. Here they find the channel full, or wait.
//! - Of several ends of one side, only the last one to be dropped is a place where
//!   another task may go first. So the channel is seen to end late, but not with each
//!   of the tasks as the late one.
//! - The messages have no values in the record, as they need not have a `Debug`: they
//!   are counted.
//! - Of several arms of one `select!` at the same channel without capacity, who comes
//!   later meets the first.
//! - Outside of an explored program, what would have to wait panics.

mod ends;
mod errors;
mod iter;
mod select;
mod select_macro;
mod timers;

pub use crate::{select, select_biased};
pub use ends::{Receiver, Sender, bounded, unbounded};
pub use errors::{
    ReadyTimeoutError, RecvError, RecvTimeoutError, SelectTimeoutError, SendError,
    SendTimeoutError, TryReadyError, TryRecvError, TrySelectError, TrySendError,
};
pub use iter::{IntoIter, Iter, TryIter};
pub use select::{Select, SelectedOperation};
pub use timers::{after, at, never, tick};
