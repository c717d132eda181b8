use explore::tasks::begins;
use tokio::sync::broadcast as real;

use super::sender::Sender;
use crate::sync::ends::{SenderEnd, WeakEnd, says_its_name};

/// Like [`tokio::sync::broadcast::WeakSender`].
pub struct WeakSender<T> {
    end: WeakEnd,
    sender: real::WeakSender<T>,
}

impl<T> Sender<T> {
    /// A sender that does not keep the channel open.
    #[must_use]
    pub fn downgrade(&self) -> WeakSender<T> {
        let end = WeakEnd::new(&self.end.0);
        WeakSender { end, sender: self.sender.downgrade() }
    }
}

impl<T> WeakSender<T> {
    /// A sender, if there is still another one.
    #[must_use]
    #[track_caller]
    pub fn upgrade(&self) -> Option<Sender<T>> {
        begins();
        self.end.0.shared.changed();
        let sender = self.sender.upgrade()?;
        Some(Sender { end: SenderEnd::new(&self.end.0), sender })
    }

    /// How many senders there are.
    #[track_caller]
    pub fn strong_count(&self) -> usize {
        self.end.0.shared.counts_senders();
        self.sender.strong_count()
    }

    /// How many there are that do not keep the channel open.
    #[track_caller]
    pub fn weak_count(&self) -> usize {
        self.end.0.shared.counts_senders();
        self.sender.weak_count()
    }
}

impl<T> Clone for WeakSender<T> {
    fn clone(&self) -> WeakSender<T> {
        let sender = self.sender.clone();
        WeakSender { end: self.end.clone(), sender }
    }
}

says_its_name!(WeakSender<T>);
