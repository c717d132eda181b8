use std::sync::Arc;

use tokio::sync;

use super::lock::RwLock;
use crate::sync::held::{Held, maps, shows};

/// Like [`tokio::sync::OwnedRwLockReadGuard`].
#[must_use = "if unused the lock is let go at once"]
pub struct OwnedRwLockReadGuard<T, U: ?Sized = T> {
    pub(super) held: Held<Arc<RwLock<T>>>,
    pub(super) value: sync::OwnedRwLockReadGuard<T, U>,
}

impl<T, U: ?Sized> OwnedRwLockReadGuard<T, U> {
    /// The lock.
    pub fn rwlock(this: &Self) -> &Arc<RwLock<T>> {
        &this.held.lock
    }
}

shows!([T, U: ?Sized] OwnedRwLockReadGuard<T, U>, U);
maps!(
    [T, S: ?Sized] OwnedRwLockReadGuard<T, S>, S, OwnedRwLockReadGuard,
    map, try_map <F, U> => OwnedRwLockReadGuard<T>, [&] [U: ?Sized,]
);
