//! A value that many watch.

mod borrow;
mod receiver;
mod sender;
mod value;

pub use borrow::Ref;
pub use receiver::Receiver;
pub use sender::Sender;

/// The errors of this module.
pub mod error {
    pub use tokio::sync::watch::error::{RecvError, SendError};
}

/// A value, one who sets it and one who watches it.
#[track_caller]
pub fn channel<T>(init: T) -> (Sender<T>, Receiver<T>) {
    let sender = Sender::new(init);
    let receiver = sender.receiver();
    (sender, receiver)
}
