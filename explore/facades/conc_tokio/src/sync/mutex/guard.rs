use explore::tasks::Shared;
use tokio::sync;

use super::lock::Mutex;
use crate::sync::held::{Held, changes, maps};

/// Like [`tokio::sync::MutexGuard`].
#[must_use = "if unused the mutex is unlocked at once"]
pub struct MutexGuard<'a, T> {
    pub(super) held: Held<&'a Shared>,
    pub(super) mutex: &'a Mutex<T>,
    pub(super) value: sync::MutexGuard<'a, T>,
}

impl<'a, T> MutexGuard<'a, T> {
    /// The mutex.
    pub fn mutex(this: &Self) -> &'a Mutex<T> {
        this.mutex
    }
}

/// Like [`tokio::sync::MappedMutexGuard`].
#[must_use = "if unused the mutex is unlocked at once"]
pub struct MappedMutexGuard<'a, T: ?Sized> {
    held: Held<&'a Shared>,
    value: sync::MappedMutexGuard<'a, T>,
}

changes!([T] MutexGuard<'_, T>, T);
changes!([T: ?Sized] MappedMutexGuard<'_, T>, T);

maps!(
    ['a, T] MutexGuard<'a, T>, T, MutexGuard,
    map, try_map <U, F> => MappedMutexGuard<'a>, [&mut] [], mutex
);
maps!(
    ['a, T: ?Sized] MappedMutexGuard<'a, T>, T, MappedMutexGuard,
    map, try_map <U, F> => MappedMutexGuard<'a>, [&mut] []
);
