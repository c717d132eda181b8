//! A channel whose messages everybody receives.

mod receiver;
mod sender;
mod weak;

pub use receiver::Receiver;
pub use sender::Sender;
pub use weak::WeakSender;

/// The errors of this module.
pub mod error {
    pub use tokio::sync::broadcast::error::{RecvError, SendError, TryRecvError};
}

/// A channel that keeps so many messages for who is slow.
///
/// # Panics
///
/// If that is 0 or more than half of what fits in a `usize`.
#[track_caller]
pub fn channel<T: Clone>(capacity: usize) -> (Sender<T>, Receiver<T>) {
    let sender = Sender::new(capacity);
    let receiver = sender.receiver();
    (sender, receiver)
}
