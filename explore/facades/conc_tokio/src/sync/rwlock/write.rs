use explore::tasks::Shared;
use tokio::sync;

use super::read::RwLockReadGuard;
use crate::sync::held::{Held, changes, maps};

/// Like [`tokio::sync::RwLockWriteGuard`].
#[must_use = "if unused the lock is let go at once"]
pub struct RwLockWriteGuard<'a, T> {
    pub(super) held: Held<&'a Shared>,
    pub(super) value: sync::RwLockWriteGuard<'a, T>,
}

/// Like [`tokio::sync::RwLockMappedWriteGuard`].
#[must_use = "if unused the lock is let go at once"]
pub struct RwLockMappedWriteGuard<'a, T: ?Sized> {
    held: Held<&'a Shared>,
    value: sync::RwLockMappedWriteGuard<'a, T>,
}

impl<'a, T> RwLockWriteGuard<'a, T> {
    /// A guard for the whole value, of the type of one for a part.
    pub fn into_mapped(this: Self) -> RwLockMappedWriteGuard<'a, T> {
        let RwLockWriteGuard { held, value } = this;
        let value = sync::RwLockWriteGuard::into_mapped(value);
        RwLockMappedWriteGuard { held, value }
    }

    /// Goes on as a reader, without letting a writer in between.
    #[track_caller]
    pub fn downgrade(self) -> RwLockReadGuard<'a, T> {
        let RwLockWriteGuard { held, value } = self;
        held.begins();
        RwLockReadGuard { held: held.downgraded(), value: value.downgrade() }
    }

    /// Goes on as a reader of a part of the value.
    #[track_caller]
    pub fn downgrade_map<F, U>(this: Self, f: F) -> RwLockReadGuard<'a, U>
    where
        U: ?Sized,
        F: FnOnce(&T) -> &U,
    {
        let RwLockWriteGuard { held, value } = this;
        held.begins();
        let value = sync::RwLockWriteGuard::downgrade_map(value, f);
        RwLockReadGuard { held: held.downgraded(), value }
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
    ) -> Result<RwLockReadGuard<'a, U>, Self>
    where
        U: ?Sized,
        F: FnOnce(&T) -> Option<&U>,
    {
        let RwLockWriteGuard { held, value } = this;
        held.begins();
        match sync::RwLockWriteGuard::try_downgrade_map(value, f) {
            Ok(value) => Ok(RwLockReadGuard { held: held.downgraded(), value }),
            Err(value) => Err(RwLockWriteGuard { held, value }),
        }
    }
}

changes!([T] RwLockWriteGuard<'_, T>, T);
changes!([T: ?Sized] RwLockMappedWriteGuard<'_, T>, T);

maps!(
    ['a, T] RwLockWriteGuard<'a, T>, T, RwLockWriteGuard,
    map, try_map <F, U> => RwLockMappedWriteGuard<'a>, [&mut] [U: ?Sized,]
);
maps!(
    ['a, T: ?Sized] RwLockMappedWriteGuard<'a, T>, T, RwLockMappedWriteGuard,
    map, try_map <F, U> => RwLockMappedWriteGuard<'a>, [&mut] [U: ?Sized,]
);
