use std::sync::Arc;

use tokio::sync;

use super::lock::RwLock;
use super::owned_read::OwnedRwLockReadGuard;
use crate::sync::held::{Held, changes, maps};

/// Like [`tokio::sync::OwnedRwLockWriteGuard`].
#[must_use = "if unused the lock is let go at once"]
pub struct OwnedRwLockWriteGuard<T> {
    pub(super) held: Held<Arc<RwLock<T>>>,
    pub(super) value: sync::OwnedRwLockWriteGuard<T>,
}

/// Like [`tokio::sync::OwnedRwLockMappedWriteGuard`].
#[must_use = "if unused the lock is let go at once"]
pub struct OwnedRwLockMappedWriteGuard<T, U: ?Sized = T> {
    held: Held<Arc<RwLock<T>>>,
    value: sync::OwnedRwLockMappedWriteGuard<T, U>,
}

impl<T> OwnedRwLockWriteGuard<T> {
    /// The lock.
    pub fn rwlock(this: &Self) -> &Arc<RwLock<T>> {
        &this.held.lock
    }

    /// A guard for the whole value, of the type of one for a part.
    pub fn into_mapped(this: Self) -> OwnedRwLockMappedWriteGuard<T> {
        let OwnedRwLockWriteGuard { held, value } = this;
        let value = sync::OwnedRwLockWriteGuard::into_mapped(value);
        OwnedRwLockMappedWriteGuard { held, value }
    }

    /// Goes on as a reader, without letting a writer in between.
    #[track_caller]
    pub fn downgrade(self) -> OwnedRwLockReadGuard<T> {
        let OwnedRwLockWriteGuard { held, value } = self;
        held.begins();
        OwnedRwLockReadGuard { held: held.downgraded(), value: value.downgrade() }
    }

    /// Goes on as a reader of a part of the value.
    #[track_caller]
    pub fn downgrade_map<F, U>(this: Self, f: F) -> OwnedRwLockReadGuard<T, U>
    where
        U: ?Sized,
        F: FnOnce(&T) -> &U,
    {
        let OwnedRwLockWriteGuard { held, value } = this;
        held.begins();
        let value = sync::OwnedRwLockWriteGuard::downgrade_map(value, f);
        OwnedRwLockReadGuard { held: held.downgraded(), value }
    }

    /// Goes on as a reader of a part of the value, if there is such a part.
    ///
    /// # Errors
    ///
    /// This guard, if there is none.
    #[track_caller]
    pub fn try_downgrade_map<F, U>(
        this: Self,
        f: F,
    ) -> Result<OwnedRwLockReadGuard<T, U>, Self>
    where
        U: ?Sized,
        F: FnOnce(&T) -> Option<&U>,
    {
        let OwnedRwLockWriteGuard { held, value } = this;
        held.begins();
        match sync::OwnedRwLockWriteGuard::try_downgrade_map(value, f) {
            Ok(value) => {
                Ok(OwnedRwLockReadGuard { held: held.downgraded(), value })
            }
            Err(value) => Err(OwnedRwLockWriteGuard { held, value }),
        }
    }
}

impl<T, U: ?Sized> OwnedRwLockMappedWriteGuard<T, U> {
    /// The lock.
    pub fn rwlock(this: &Self) -> &Arc<RwLock<T>> {
        &this.held.lock
    }
}

changes!([T] OwnedRwLockWriteGuard<T>, T);
changes!([T, U: ?Sized] OwnedRwLockMappedWriteGuard<T, U>, U);

maps!(
    [T] OwnedRwLockWriteGuard<T>, T, OwnedRwLockWriteGuard,
    map, try_map <F, U> => OwnedRwLockMappedWriteGuard<T>, [&mut] [U: ?Sized,]
);
maps!(
    [T, S: ?Sized] OwnedRwLockMappedWriteGuard<T, S>, S,
    OwnedRwLockMappedWriteGuard,
    map, try_map <F, U> => OwnedRwLockMappedWriteGuard<T>, [&mut] [U: ?Sized,]
);
