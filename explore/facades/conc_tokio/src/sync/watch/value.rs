use std::panic::Location;
use std::sync::Arc;

use explore::acts_when_dropped;
use explore::tasks::{Did, Kind, Shared};

use crate::support::At;
use crate::sync::ends::Channel;

/// What the record tells of the channel, and the lock of its value. tokio's is one of std,
/// that blocks the thread: who sends while the value is borrowed.
#[derive(Clone)]
pub(super) struct Value {
    pub(super) channel: Arc<Channel>,
    lock: Arc<Shared>,
}

impl Value {
    #[track_caller]
    pub(super) fn new() -> Value {
        let lock = Arc::new(Shared::new(Kind::RwLock));
        Value { channel: Channel::new(), lock }
    }

    /// Waits until the value can be read.
    #[track_caller]
    pub(super) fn read(&self) -> Locked {
        self.read_at(Location::caller())
    }

    /// The same, there.
    pub(super) fn read_at(&self, at: At) -> Locked {
        self.locked(Did::LockToRead, at)
    }

    /// Waits until the value can be changed.
    pub(super) fn write(&self, at: At) -> Locked {
        self.locked(Did::LockToWrite, at)
    }

    fn locked(&self, did: Did, at: At) -> Locked {
        self.lock.lock_now(did, at);
        Locked(Arc::clone(&self.lock))
    }

    /// Somebody has seen the value, or that nobody can set it any more.
    pub(super) fn seen(&self, seen: bool, at: At) {
        let message = self.channel.count().saturating_sub(1);
        let did = match seen {
            true => Did::Receive { message },
            false => Did::FindDisconnected,
        };
        self.channel.did(did, at);
    }
}

/// As long as it lives the lock of the value is held.
pub(super) struct Locked(Arc<Shared>);

impl Drop for Locked {
    fn drop(&mut self) {
        acts_when_dropped(self);
        self.0.unlock_now();
    }
}
