use std::future::{Future, poll_fn};
use std::panic::Location;
use std::pin::pin;

use explore::Want;
use explore::tasks::begins;
use tokio::sync::watch as real;

use super::borrow::Ref;
use super::error::RecvError;
use super::value::Value;
use crate::sync::ends::{ReceiverEnd, says_its_name};

/// Like [`tokio::sync::watch::Receiver`].
pub struct Receiver<T> {
    pub(super) end: ReceiverEnd,
    pub(super) value: Value,
    pub(super) receiver: real::Receiver<T>,
}

impl<T> Receiver<T> {
    /// Waits for a value that it has not seen.
    #[track_caller]
    pub fn changed(&mut self) -> impl Future<Output = Result<(), RecvError>> {
        let at = Location::caller();
        async move {
            let changed = self.receiver.changed();
            let changed = self.end.0.shared.wait(Want::Message, at, changed).await;
            self.value.seen(changed.is_ok(), at);
            changed
        }
    }

    /// Waits for such a value.
    #[track_caller]
    pub fn wait_for(
        &mut self,
        f: impl FnMut(&T) -> bool,
    ) -> impl Future<Output = Result<Ref<'_, T>, RecvError>> {
        let at = Location::caller();
        async move {
            // tokio's own lock is held while `f` looks, and as long as what it has found
            // is borrowed.
            let mut found = pin!(self.receiver.wait_for(f));
            let found = poll_fn(|context| {
                let locked = self.value.read_at(at);
                found.as_mut().poll(context).map(|found| (locked, found))
            });
            let shared = &self.end.0.shared;
            let (locked, found) = shared.wait(Want::Message, at, found).await;
            self.value.seen(found.is_ok(), at);
            Ok(Ref::new(locked, found?))
        }
    }

    /// The value.
    #[track_caller]
    pub fn borrow(&self) -> Ref<'_, T> {
        Ref::new(self.value.read(), self.receiver.borrow())
    }

    /// The value, which it has seen from now on.
    #[track_caller]
    pub fn borrow_and_update(&mut self) -> Ref<'_, T> {
        Ref::new(self.value.read(), self.receiver.borrow_and_update())
    }

    /// Whether there is a value that it has not seen.
    ///
    /// # Errors
    ///
    /// If nobody can set it any more.
    pub fn has_changed(&self) -> Result<bool, RecvError> {
        begins();
        self.end.0.shared.seen();
        self.receiver.has_changed()
    }

    /// Whether nobody can set it any more.
    pub fn is_closed(&self) -> bool {
        begins();
        self.end.0.shared.seen();
        self.receiver.is_closed()
    }

    /// The value counts as not seen.
    pub fn mark_changed(&mut self) {
        self.receiver.mark_changed();
    }

    /// The value counts as seen.
    #[track_caller]
    pub fn mark_unchanged(&mut self) {
        begins();
        self.end.0.shared.seen();
        self.receiver.mark_unchanged();
    }

    /// Whether both watch the same value.
    pub fn same_channel(&self, other: &Self) -> bool {
        self.receiver.same_channel(&other.receiver)
    }
}

impl<T> Clone for Receiver<T> {
    fn clone(&self) -> Receiver<T> {
        let (end, value) = (self.end.clone(), self.value.clone());
        Receiver { end, value, receiver: self.receiver.clone() }
    }
}

says_its_name!(Receiver<T>);
