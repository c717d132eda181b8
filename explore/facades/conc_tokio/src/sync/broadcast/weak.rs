use std::sync::Arc;

use tokio::sync::broadcast as real;

use super::sender::Sender;
use crate::sync::ends::{Channel, SenderEnd, says_its_name};

/// Like [`tokio::sync::broadcast::WeakSender`].
pub struct WeakSender<T> {
    channel: Arc<Channel>,
    sender: real::WeakSender<T>,
}

impl<T> Sender<T> {
    /// A sender that does not keep the channel open.
    #[must_use]
    pub fn downgrade(&self) -> WeakSender<T> {
        let sender = self.sender.downgrade();
        WeakSender { channel: Arc::clone(&self.end.0), sender }
    }
}

impl<T> WeakSender<T> {
    /// A sender, if there is still another one.
    #[must_use]
    #[track_caller]
    pub fn upgrade(&self) -> Option<Sender<T>> {
        self.channel.shared.seen();
        let sender = self.sender.upgrade()?;
        Some(Sender { end: SenderEnd::new(&self.channel), sender })
    }

    /// How many senders there are.
    pub fn strong_count(&self) -> usize {
        self.channel.shared.seen();
        self.sender.strong_count()
    }

    /// How many there are that do not keep the channel open.
    pub fn weak_count(&self) -> usize {
        self.channel.shared.seen();
        self.sender.weak_count()
    }
}

impl<T> Clone for WeakSender<T> {
    fn clone(&self) -> WeakSender<T> {
        let sender = self.sender.clone();
        WeakSender { channel: Arc::clone(&self.channel), sender }
    }
}

says_its_name!(WeakSender<T>);
