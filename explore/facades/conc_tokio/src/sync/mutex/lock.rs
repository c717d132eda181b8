use std::fmt;
use std::sync::Arc;

use explore::tasks::{Kind, Shared};
use tokio::sync;

use crate::sync::held::Locked;
use crate::sync::made::Made;

/// Like [`tokio::sync::Mutex`], but of a value whose size is known.
pub struct Mutex<T> {
    pub(super) shared: Shared,
    pub(super) value: Made<T, sync::Mutex<T>>,
}

impl<T> Mutex<T> {
    /// A mutex that nobody holds.
    #[track_caller]
    pub fn new(value: T) -> Mutex<T> {
        Mutex::const_new(value)
    }

    /// The same.
    #[track_caller]
    pub const fn const_new(value: T) -> Mutex<T> {
        Mutex {
            shared: Shared::new(Kind::Mutex),
            value: Made::new(value, sync::Mutex::new),
        }
    }

    /// The value, which nobody else can reach.
    pub fn get_mut(&mut self) -> &mut T {
        self.value.get_mut().get_mut()
    }

    /// Returns the value.
    pub fn into_inner(self) -> T {
        self.value.into_inner().into_inner()
    }
}

impl<T: Default> Default for Mutex<T> {
    #[track_caller]
    fn default() -> Mutex<T> {
        Mutex::new(T::default())
    }
}

impl<T> From<T> for Mutex<T> {
    #[track_caller]
    fn from(value: T) -> Mutex<T> {
        Mutex::new(value)
    }
}

impl<T: fmt::Debug> fmt::Debug for Mutex<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.shared.seen();
        self.value.fmt(f)
    }
}

impl<T> Locked for Arc<Mutex<T>> {
    fn shared(&self) -> &Shared {
        &self.shared
    }
}
