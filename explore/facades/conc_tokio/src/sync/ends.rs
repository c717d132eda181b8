//! What the channels have in common.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

use explore::acts_when_dropped;
use explore::tasks::{Did, Kind, Sender, Shared, begins, begins_at};

use crate::support::At;

/// What the record tells of a channel.
pub(super) struct Channel {
    pub(super) shared: Shared,
    senders: AtomicUsize,
    weak_senders: AtomicUsize,
    receivers: AtomicUsize,
    sent: AtomicUsize,
    received: AtomicUsize,
    /// Where it was made.
    pub(super) at: At,
}

impl Channel {
    #[track_caller]
    pub(super) fn new() -> Arc<Channel> {
        Arc::new(Channel {
            shared: Shared::new(Kind::Channel),
            senders: AtomicUsize::new(0),
            weak_senders: AtomicUsize::new(0),
            receivers: AtomicUsize::new(0),
            sent: AtomicUsize::new(0),
            received: AtomicUsize::new(0),
            at: std::panic::Location::caller(),
        })
    }

    pub(super) fn did(&self, did: Did, at: At) {
        self.shared.did(did, at);
    }

    /// How many senders do not keep it open. The real channel may have one more for a moment.
    #[track_caller]
    pub(super) fn count_weak_senders(&self) -> usize {
        self.shared.counts_senders();
        self.weak_senders.load(Relaxed)
    }

    /// How many messages were sent.
    pub(super) fn count(&self) -> usize {
        self.sent.load(Relaxed)
    }

    pub(super) fn sent(&self, sent: bool, at: At) {
        self.did(
            match sent {
                true => Did::Send { message: self.sent.fetch_add(1, Relaxed) },
                false => Did::SendInVain,
            },
            at,
        );
    }

    /// Each message is received by one.
    pub(super) fn received(&self, received: bool, at: At) {
        self.did(
            match received {
                true => {
                    Did::Receive { message: self.received.fetch_add(1, Relaxed) }
                }
                false => Did::FindDisconnected,
            },
            at,
        );
    }
}

/// A part of a sender, the first one: says that it was the last before it goes.
pub(super) struct SenderEnd(pub(super) Arc<Channel>, Sender);

impl SenderEnd {
    #[track_caller]
    pub(super) fn new(channel: &Arc<Channel>) -> SenderEnd {
        let sender = match channel.senders.fetch_add(1, Relaxed) {
            0 => Sender::First,
            _ => channel.shared.clones_sender(std::panic::Location::caller()),
        };
        SenderEnd(Arc::clone(channel), sender)
    }
}

impl Clone for SenderEnd {
    #[track_caller]
    fn clone(&self) -> SenderEnd {
        begins();
        SenderEnd::new(&self.0)
    }
}

impl Drop for SenderEnd {
    fn drop(&mut self) {
        acts_when_dropped(self);
        begins_at(self.0.at);
        let senders = self.0.senders.fetch_sub(1, Relaxed);
        self.0.shared.drops_sender(self.1, senders);
        if senders == 1 {
            self.0.did(Did::DropLastSender, self.0.at);
        }
    }
}

/// A part of a weak sender, the first one.
pub(super) struct WeakEnd(pub(super) Arc<Channel>);

impl WeakEnd {
    #[track_caller]
    pub(super) fn new(channel: &Arc<Channel>) -> WeakEnd {
        begins();
        channel.weak_senders.fetch_add(1, Relaxed);
        channel.shared.changed_weak_senders();
        WeakEnd(Arc::clone(channel))
    }
}

impl Clone for WeakEnd {
    #[track_caller]
    fn clone(&self) -> WeakEnd {
        WeakEnd::new(&self.0)
    }
}

impl Drop for WeakEnd {
    fn drop(&mut self) {
        acts_when_dropped(self);
        begins_at(self.0.at);
        self.0.weak_senders.fetch_sub(1, Relaxed);
        self.0.shared.changed_weak_senders();
    }
}

/// A part of a receiver, the first one: says that it was the last before it goes.
pub(super) struct ReceiverEnd(pub(super) Arc<Channel>);

impl ReceiverEnd {
    pub(super) fn new(channel: &Arc<Channel>) -> ReceiverEnd {
        if channel.receivers.fetch_add(1, Relaxed) > 0 {
            channel.shared.changed();
        }
        ReceiverEnd(Arc::clone(channel))
    }
}

impl Clone for ReceiverEnd {
    #[track_caller]
    fn clone(&self) -> ReceiverEnd {
        begins();
        ReceiverEnd::new(&self.0)
    }
}

impl Drop for ReceiverEnd {
    fn drop(&mut self) {
        acts_when_dropped(self);
        begins_at(self.0.at);
        match self.0.receivers.fetch_sub(1, Relaxed) {
            1 => self.0.did(Did::DropLastReceiver, self.0.at),
            _ => self.0.shared.changed(),
        }
    }
}

/// `Debug` of a type whose parts say nothing.
macro_rules! says_its_name {
    ($Type:ident<$($parameter:tt),*>) => {
        impl<T> std::fmt::Debug for $Type<$($parameter),*> {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.debug_struct(stringify!($Type)).finish_non_exhaustive()
            }
        }
    };
}

pub(super) use says_its_name;
