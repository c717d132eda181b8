use explore::tasks::Shared;
use tokio::sync;

use crate::sync::held::{Held, maps, shows};

/// Like [`tokio::sync::RwLockReadGuard`].
#[must_use = "if unused the lock is let go at once"]
pub struct RwLockReadGuard<'a, T: ?Sized> {
    pub(super) held: Held<&'a Shared>,
    pub(super) value: sync::RwLockReadGuard<'a, T>,
}

shows!([T: ?Sized] RwLockReadGuard<'_, T>, T);
maps!(
    ['a, T: ?Sized] RwLockReadGuard<'a, T>, T, RwLockReadGuard,
    map, try_map <F, U> => RwLockReadGuard<'a>, [&] [U: ?Sized,]
);
