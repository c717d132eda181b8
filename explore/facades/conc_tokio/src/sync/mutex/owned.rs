use std::sync::Arc;

use tokio::sync;

use super::lock::Mutex;
use crate::sync::held::{Held, changes, maps};

/// Like [`tokio::sync::OwnedMutexGuard`].
#[must_use = "if unused the mutex is unlocked at once"]
pub struct OwnedMutexGuard<T> {
    pub(super) held: Held<Arc<Mutex<T>>>,
    pub(super) value: sync::OwnedMutexGuard<T>,
}

impl<T> OwnedMutexGuard<T> {
    /// The mutex.
    pub fn mutex(this: &Self) -> &Arc<Mutex<T>> {
        &this.held.lock
    }
}

/// Like [`tokio::sync::OwnedMappedMutexGuard`].
#[must_use = "if unused the mutex is unlocked at once"]
pub struct OwnedMappedMutexGuard<T, U: ?Sized = T> {
    held: Held<Arc<Mutex<T>>>,
    value: sync::OwnedMappedMutexGuard<T, U>,
}

changes!([T] OwnedMutexGuard<T>, T);
changes!([T, U: ?Sized] OwnedMappedMutexGuard<T, U>, U);

maps!(
    [T] OwnedMutexGuard<T>, T, OwnedMutexGuard,
    map, try_map <U, F> => OwnedMappedMutexGuard<T>, [&mut] []
);
maps!(
    [T, S: ?Sized] OwnedMappedMutexGuard<T, S>, S, OwnedMappedMutexGuard,
    map, try_map <U, F> => OwnedMappedMutexGuard<T>, [&mut] []
);
