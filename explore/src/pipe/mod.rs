//! What the channels of [`channel`](crate::channel) and of [`mpsc`](crate::sync::mpsc)
//! have in common: two counted ends, messages in between and the operation that waits.
//!
//! A message has a number. To send is to get a number and then to deliver the message;
//! to receive is to get a number and then to take what is delivered. Mostly both happen
//! at once, but a `select!` that sends computes its message in between.

mod core;
mod each;
mod ends;
#[expect(clippy::module_inception, reason = "it is the pipe, beside its ends")]
mod pipe;
mod select;
mod state;

pub(crate) use core::{Port, PortRef};
pub(crate) use each::drop_each;
pub(crate) use ends::{NotReceived, NotSent, Receiver, Sender, next_place, pipe};
pub(crate) use pipe::Unread;
pub(crate) use select::{Order, Patience, ready, select};
