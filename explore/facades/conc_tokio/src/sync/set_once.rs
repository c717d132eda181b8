use std::fmt;
use std::future::Future;
use std::panic::Location;

use explore::Want;
use explore::tasks::{Did, Kind, Shared, begins};
use tokio::sync;

use crate::sync::once_cell::looked;

pub use tokio::sync::SetOnceError;

/// Like [`tokio::sync::SetOnce`].
pub struct SetOnce<T> {
    shared: Shared,
    value: sync::SetOnce<T>,
}

impl<T> SetOnce<T> {
    /// An empty one.
    #[track_caller]
    pub fn new() -> SetOnce<T> {
        SetOnce::const_new()
    }

    /// The same.
    #[track_caller]
    pub const fn const_new() -> SetOnce<T> {
        let value = sync::SetOnce::const_new();
        SetOnce { shared: Shared::new(Kind::Once), value }
    }

    /// One with this value, or an empty one.
    #[track_caller]
    pub fn new_with(value: Option<T>) -> SetOnce<T> {
        let value = sync::SetOnce::new_with(value);
        SetOnce { shared: Shared::new(Kind::Once), value }
    }

    /// One with this value.
    #[track_caller]
    pub const fn const_new_with(value: T) -> SetOnce<T> {
        let value = sync::SetOnce::const_new_with(value);
        SetOnce { shared: Shared::new(Kind::Once), value }
    }

    /// Whether it has a value.
    #[track_caller]
    pub fn initialized(&self) -> bool {
        self.get().is_some()
    }

    /// The value, if it has one.
    #[track_caller]
    pub fn get(&self) -> Option<&T> {
        begins();
        let value = self.value.get();
        looked(&self.shared, value.is_some(), Location::caller());
        value
    }

    /// Sets the value and wakes all that wait for it.
    ///
    /// # Errors
    ///
    /// If it has one. The error holds the value.
    #[track_caller]
    pub fn set(&self, value: T) -> Result<(), SetOnceError<T>> {
        self.shared.begins();
        let set = self.value.set(value);
        let did = match set {
            Ok(()) => Did::Initialize,
            Err(_) => Did::FindInitialized,
        };
        self.shared.did(did, Location::caller());
        set
    }

    /// Returns the value, if it has one.
    pub fn into_inner(self) -> Option<T> {
        self.value.into_inner()
    }

    /// Waits until it has a value.
    #[track_caller]
    pub fn wait(&self) -> impl Future<Output = &T> {
        let at = Location::caller();
        async move {
            let wait = self.value.wait();
            let value = self.shared.wait(Want::Initialization, at, wait).await;
            self.shared.did(Did::FindInitialized, at);
            value
        }
    }
}

impl<T> Default for SetOnce<T> {
    #[track_caller]
    fn default() -> SetOnce<T> {
        SetOnce::new()
    }
}

impl<T> From<T> for SetOnce<T> {
    #[track_caller]
    fn from(value: T) -> SetOnce<T> {
        SetOnce::new_with(Some(value))
    }
}

impl<T: Clone> Clone for SetOnce<T> {
    #[track_caller]
    fn clone(&self) -> SetOnce<T> {
        SetOnce::new_with(self.get().cloned())
    }
}

impl<T: PartialEq> PartialEq for SetOnce<T> {
    fn eq(&self, other: &SetOnce<T>) -> bool {
        self.get() == other.get()
    }
}

impl<T: Eq> Eq for SetOnce<T> {}

impl<T: fmt::Debug> fmt::Debug for SetOnce<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SetOnce").field("value", &self.get()).finish()
    }
}
