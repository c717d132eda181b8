use std::convert::Infallible;
use std::fmt;
use std::future::Future;
use std::panic::Location;

use explore::tasks::{Did, Kind, Shared, begins, begins_at};
use explore::{Want, acts_when_dropped};
use tokio::sync::{self, Semaphore, SemaphorePermit};

use crate::support::At;

pub use tokio::sync::SetError;

/// Like [`tokio::sync::OnceCell`].
pub struct OnceCell<T> {
    shared: Shared,
    value: sync::OnceCell<T>,
    /// Who has the permit may set the value.
    turns: Semaphore,
}

impl<T> OnceCell<T> {
    /// An empty one.
    #[track_caller]
    pub fn new() -> OnceCell<T> {
        OnceCell::const_new()
    }

    /// The same.
    #[track_caller]
    pub const fn const_new() -> OnceCell<T> {
        OnceCell::of(sync::OnceCell::const_new())
    }

    /// One with this value, or an empty one.
    #[track_caller]
    pub fn new_with(value: Option<T>) -> OnceCell<T> {
        OnceCell::of(sync::OnceCell::new_with(value))
    }

    /// One with this value.
    #[track_caller]
    pub const fn const_new_with(value: T) -> OnceCell<T> {
        OnceCell::of(sync::OnceCell::const_new_with(value))
    }

    #[track_caller]
    const fn of(value: sync::OnceCell<T>) -> OnceCell<T> {
        let turns = Semaphore::const_new(1);
        OnceCell { shared: Shared::new(Kind::Once), value, turns }
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

    /// The value, if it has one.
    pub fn get_mut(&mut self) -> Option<&mut T> {
        self.value.get_mut()
    }

    /// Sets the value.
    ///
    /// # Errors
    ///
    /// If it has one, or somebody makes one. The error holds the value.
    #[track_caller]
    pub fn set(&self, value: T) -> Result<(), SetError<T>> {
        self.shared.begins();
        let at = Location::caller();
        if self.value.initialized() {
            self.shared.did(Did::FindInitialized, at);
            return Err(SetError::AlreadyInitializedError(value));
        }
        let Ok(_turn) = self.turns.try_acquire() else {
            self.shared.did(Did::FindUninitialized, at);
            return Err(SetError::InitializingError(value));
        };
        self.initialize(value, at);
        Ok(())
    }

    /// The value. Makes it with the future if it has none, but for one task at a time: the
    /// others wait.
    #[track_caller]
    pub fn get_or_init<F, Fut>(&self, f: F) -> impl Future<Output = &T>
    where
        F: FnOnce() -> Fut,
        Fut: Future<Output = T>,
    {
        let at = Location::caller();
        async move {
            let make = async || Ok::<T, Infallible>(f().await);
            let Ok(value) = self.get_or_try_init_at(make, at).await;
            value
        }
    }

    /// The value. Makes it with the future if it has none, but for one task at a time: the
    /// others wait. If that fails, the next one tries.
    #[track_caller]
    pub fn get_or_try_init<E, F, Fut>(
        &self,
        f: F,
    ) -> impl Future<Output = Result<&T, E>>
    where
        F: FnOnce() -> Fut,
        Fut: Future<Output = Result<T, E>>,
    {
        self.get_or_try_init_at(f, Location::caller())
    }

    async fn get_or_try_init_at<E, Fut: Future<Output = Result<T, E>>>(
        &self,
        f: impl FnOnce() -> Fut,
        at: At,
    ) -> Result<&T, E> {
        let turn = async {
            match self.value.get() {
                Some(_) => None,
                // An error is that somebody has set the value.
                None => self.turns.acquire().await.ok(),
            }
        };
        let turn = self.shared.wait(Want::Initialization, at, turn).await;
        if let Some(value) = self.value.get() {
            self.shared.did(Did::FindInitialized, at);
            return Ok(value);
        }
        self.shared.did(Did::FindUninitialized, at);
        let _turn = Turn { shared: &self.shared, _permit: turn, at };
        let value = f().await?;
        self.shared.begins_at(at);
        Ok(self.initialize(value, at))
    }

    /// For who has the turn.
    fn initialize(&self, value: T, at: At) -> &T {
        let set = self.value.set(value).is_ok();
        assert!(set, "there is one turn at a time");
        // All that wait for it are told at once.
        self.turns.close();
        self.shared.did(Did::Initialize, at);
        self.value.get().expect("it has just been set")
    }

    /// Returns the value, if it has one.
    pub fn into_inner(self) -> Option<T> {
        self.value.into_inner()
    }

    /// Takes the value out, if it has one.
    pub fn take(&mut self) -> Option<T> {
        self.turns = Semaphore::new(1);
        self.value.take()
    }
}

/// The current task has looked whether there is a value.
pub(super) fn looked(shared: &Shared, is_set: bool, at: At) {
    shared.seen();
    let did = match is_set {
        true => Did::FindInitialized,
        false => Did::FindUninitialized,
    };
    shared.did_unseen(did, at);
}

/// The turn to make the value. If none is made, it is the next one's.
struct Turn<'a> {
    shared: &'a Shared,
    _permit: Option<SemaphorePermit<'a>>,
    at: At,
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        acts_when_dropped(self);
        begins_at(self.at);
        self.shared.changed();
    }
}

impl<T> Default for OnceCell<T> {
    #[track_caller]
    fn default() -> OnceCell<T> {
        OnceCell::new()
    }
}

impl<T> From<T> for OnceCell<T> {
    #[track_caller]
    fn from(value: T) -> OnceCell<T> {
        OnceCell::new_with(Some(value))
    }
}

impl<T: Clone> Clone for OnceCell<T> {
    #[track_caller]
    fn clone(&self) -> OnceCell<T> {
        OnceCell::new_with(self.get().cloned())
    }
}

impl<T: PartialEq> PartialEq for OnceCell<T> {
    fn eq(&self, other: &OnceCell<T>) -> bool {
        self.get() == other.get()
    }
}

impl<T: Eq> Eq for OnceCell<T> {}

impl<T: fmt::Debug> fmt::Debug for OnceCell<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OnceCell").field("value", &self.get()).finish()
    }
}
