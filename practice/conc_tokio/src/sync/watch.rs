//! A value that many watch.

use std::fmt;
use std::future::Future;
use std::panic::Location;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

use explore::Want;
use explore::tasks::{Did, Kind, Shared};
use tokio::sync::watch;

pub use tokio::sync::watch::Ref;

/// The errors of this module.
pub mod error {
    pub use tokio::sync::watch::error::{RecvError, SendError};
}

use error::{RecvError, SendError};

type At = &'static Location<'static>;

/// What the record tells of a channel.
struct Channel {
    shared: Shared,
    senders: AtomicUsize,
    version: AtomicUsize,
    at: At,
}

impl Channel {
    fn sent(&self, sent: bool, at: At) {
        let did = match sent {
            true => Did::Send { message: self.version.fetch_add(1, Relaxed) },
            false => Did::SendInVain,
        };
        self.shared.did(did, at);
    }

    fn seen(&self, seen: bool, at: At) {
        let message = self.version.load(Relaxed).saturating_sub(1);
        let did =
            if seen { Did::Receive { message } } else { Did::FindDisconnected };
        self.shared.did(did, at);
    }
}

/// A value, one who sets it and one who watches it.
#[track_caller]
pub fn channel<T>(initial: T) -> (Sender<T>, Receiver<T>) {
    let (sender, receiver) = watch::channel(initial);
    let channel = Arc::new(Channel {
        shared: Shared::new(Kind::Channel),
        senders: AtomicUsize::new(1),
        version: AtomicUsize::new(0),
        at: Location::caller(),
    });
    (
        Sender { channel: Arc::clone(&channel), sender },
        Receiver { channel, receiver },
    )
}

/// Like [`tokio::sync::watch::Sender`].
pub struct Sender<T> {
    channel: Arc<Channel>,
    sender: watch::Sender<T>,
}

impl<T> Sender<T> {
    /// A value that nobody watches yet.
    #[track_caller]
    pub fn new(initial: T) -> Sender<T> {
        channel(initial).0
    }

    /// Sets the value.
    ///
    /// # Errors
    ///
    /// If nobody watches. The error holds the value.
    #[track_caller]
    pub fn send(&self, value: T) -> Result<(), SendError<T>> {
        let sent = self.sender.send(value);
        self.channel.sent(sent.is_ok(), Location::caller());
        sent
    }

    /// Sets the value, whether or not anybody watches, and returns the old one.
    #[track_caller]
    pub fn send_replace(&self, value: T) -> T {
        let old = self.sender.send_replace(value);
        self.channel.sent(true, Location::caller());
        old
    }

    /// Changes the value.
    #[track_caller]
    pub fn send_modify(&self, modify: impl FnOnce(&mut T)) {
        self.sender.send_modify(modify);
        self.channel.sent(true, Location::caller());
    }

    /// Changes the value and tells whether it did.
    #[track_caller]
    pub fn send_if_modified(&self, modify: impl FnOnce(&mut T) -> bool) -> bool {
        let modified = self.sender.send_if_modified(modify);
        if modified {
            self.channel.sent(true, Location::caller());
        }
        modified
    }

    /// The value.
    pub fn borrow(&self) -> Ref<'_, T> {
        self.sender.borrow()
    }

    /// One more who watches.
    pub fn subscribe(&self) -> Receiver<T> {
        Receiver {
            channel: Arc::clone(&self.channel),
            receiver: self.sender.subscribe(),
        }
    }

    /// Waits until nobody watches.
    #[track_caller]
    pub fn closed(&self) -> impl Future<Output = ()> {
        let at = Location::caller();
        self.channel.shared.wait(Want::End, at, self.sender.closed())
    }

    /// Whether nobody watches.
    pub fn is_closed(&self) -> bool {
        self.sender.is_closed()
    }

    /// How many watch.
    pub fn receiver_count(&self) -> usize {
        self.sender.receiver_count()
    }
}

impl<T> Clone for Sender<T> {
    fn clone(&self) -> Sender<T> {
        self.channel.senders.fetch_add(1, Relaxed);
        Sender { channel: Arc::clone(&self.channel), sender: self.sender.clone() }
    }
}

impl<T> Drop for Sender<T> {
    fn drop(&mut self) {
        if self.channel.senders.fetch_sub(1, Relaxed) == 1 {
            self.channel.shared.did(Did::DropLastSender, self.channel.at);
        }
    }
}

/// Like [`tokio::sync::watch::Receiver`].
pub struct Receiver<T> {
    channel: Arc<Channel>,
    receiver: watch::Receiver<T>,
}

impl<T> Receiver<T> {
    /// Waits for a value that it has not seen.
    #[track_caller]
    pub fn changed(&mut self) -> impl Future<Output = Result<(), RecvError>> {
        let at = Location::caller();
        async move {
            let changed = self.receiver.changed();
            let changed =
                self.channel.shared.wait(Want::Message, at, changed).await;
            self.channel.seen(changed.is_ok(), at);
            changed
        }
    }

    /// Waits for such a value.
    #[track_caller]
    pub fn wait_for(
        &mut self,
        wanted: impl FnMut(&T) -> bool,
    ) -> impl Future<Output = Result<Ref<'_, T>, RecvError>> {
        let at = Location::caller();
        async move {
            let found = self.receiver.wait_for(wanted);
            let found = self.channel.shared.wait(Want::Message, at, found).await;
            self.channel.seen(found.is_ok(), at);
            found
        }
    }

    /// The value.
    pub fn borrow(&self) -> Ref<'_, T> {
        self.receiver.borrow()
    }

    /// The value, which it has seen from now on.
    pub fn borrow_and_update(&mut self) -> Ref<'_, T> {
        self.receiver.borrow_and_update()
    }

    /// Whether there is a value that it has not seen.
    ///
    /// # Errors
    ///
    /// If nobody can set it any more.
    pub fn has_changed(&self) -> Result<bool, RecvError> {
        self.receiver.has_changed()
    }

    /// The value counts as not seen.
    pub fn mark_changed(&mut self) {
        self.receiver.mark_changed();
    }

    /// The value counts as seen.
    pub fn mark_unchanged(&mut self) {
        self.receiver.mark_unchanged();
    }
}

impl<T> Clone for Receiver<T> {
    fn clone(&self) -> Receiver<T> {
        Receiver {
            channel: Arc::clone(&self.channel),
            receiver: self.receiver.clone(),
        }
    }
}

impl<T> fmt::Debug for Sender<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sender").finish_non_exhaustive()
    }
}

impl<T> fmt::Debug for Receiver<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Receiver").finish_non_exhaustive()
    }
}
