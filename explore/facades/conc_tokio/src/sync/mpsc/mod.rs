//! A channel with many senders and one receiver.

pub mod error;
mod permit;
mod receiver;
mod reserving;
mod sender;
mod sending;
mod weak;

use tokio::sync::mpsc as real;

use super::ends::{Channel, ReceiverEnd, SenderEnd};

pub use permit::{OwnedPermit, Permit, PermitIterator};
pub use receiver::{Receiver, UnboundedReceiver};
pub use sender::{Sender, UnboundedSender};
pub use weak::{WeakSender, WeakUnboundedSender};

/// A channel with room for so many messages.
///
/// # Panics
///
/// If that is 0.
#[track_caller]
pub fn channel<T>(buffer: usize) -> (Sender<T>, Receiver<T>) {
    let (sender, receiver) = real::channel(buffer);
    let channel = Channel::new();
    let end = SenderEnd::new(&channel);
    (Sender { end, sender }, Receiver { end: ReceiverEnd::new(&channel), receiver })
}

/// A channel without a bound.
#[track_caller]
pub fn unbounded_channel<T>() -> (UnboundedSender<T>, UnboundedReceiver<T>) {
    let (sender, receiver) = real::unbounded_channel();
    let channel = Channel::new();
    let end = SenderEnd::new(&channel);
    (
        UnboundedSender { end, sender },
        UnboundedReceiver { end: ReceiverEnd::new(&channel), receiver },
    )
}
