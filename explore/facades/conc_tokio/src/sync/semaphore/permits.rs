use std::fmt;
use std::panic::Location;

use explore::tasks::{Did, Kind, Shared, begins};
use tokio::sync;

use crate::support::At;

/// Like [`tokio::sync::Semaphore`].
pub struct Semaphore {
    pub(super) shared: Shared,
    pub(super) permits: sync::Semaphore,
}

impl fmt::Debug for Semaphore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.shared.seen();
        fmt::Debug::fmt(&self.permits, f)
    }
}

impl Semaphore {
    /// The most permits there can be.
    pub const MAX_PERMITS: usize = sync::Semaphore::MAX_PERMITS;

    /// A semaphore with so many permits.
    ///
    /// # Panics
    ///
    /// If there cannot be as many.
    #[track_caller]
    pub fn new(permits: usize) -> Semaphore {
        Semaphore::const_new(permits)
    }

    /// The same.
    ///
    /// # Panics
    ///
    /// If there cannot be as many.
    #[track_caller]
    pub const fn const_new(permits: usize) -> Semaphore {
        Semaphore {
            shared: Shared::new(Kind::Semaphore),
            permits: sync::Semaphore::const_new(permits),
        }
    }

    /// How many permits are there.
    pub fn available_permits(&self) -> usize {
        begins();
        self.shared.seen();
        self.permits.available_permits()
    }

    /// Adds so many permits.
    ///
    /// # Panics
    ///
    /// If there cannot be as many.
    #[track_caller]
    pub fn add_permits(&self, n: usize) {
        self.shared.begins();
        self.give(n, Location::caller());
    }

    /// Takes so many permits away for good, or fewer if there are not as many.
    #[track_caller]
    pub fn forget_permits(&self, n: usize) -> usize {
        begins();
        let forgotten = self.permits.forget_permits(n);
        self.took(forgotten, true, Location::caller());
        forgotten
    }

    /// Who waits, and who comes, gets an error.
    #[track_caller]
    pub fn close(&self) {
        self.shared.begins();
        self.permits.close();
        self.shared.did(Did::Close, Location::caller());
    }

    /// Whether it is closed.
    pub fn is_closed(&self) -> bool {
        begins();
        self.shared.seen();
        self.permits.is_closed()
    }

    pub(super) fn took(&self, permits: usize, took: bool, at: At) {
        let left = self.permits.available_permits();
        let did = match took {
            true => Did::Take { permits, left },
            false if self.permits.is_closed() => Did::FindClosed,
            false => Did::FindNoPermit,
        };
        self.shared.did(did, at);
    }

    pub(super) fn give(&self, permits: usize, at: At) {
        self.permits.add_permits(permits);
        let left = self.permits.available_permits();
        self.shared.did(Did::Give { permits, left }, at);
    }
}
