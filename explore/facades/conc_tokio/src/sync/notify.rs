use std::fmt;
use std::future::Future;
use std::marker::PhantomPinned;
use std::panic::Location;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use explore::tasks::{Did, Kind, Shared, begins, begins_at};
use explore::{Want, acts_when_dropped};
use pin_project_lite::pin_project;
use tokio::sync;
use tokio::sync::futures as real;

use super::made::Made;
use crate::support::{At, First};

/// Like [`tokio::sync::Notify`].
pub struct Notify {
    shared: Shared,
    notify: Made<(), sync::Notify>,
}

impl fmt::Debug for Notify {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.shared.seen();
        fmt::Debug::fmt(&self.notify, f)
    }
}

impl Notify {
    /// One that nobody has notified.
    #[track_caller]
    pub fn new() -> Notify {
        Notify::const_new()
    }

    /// The same.
    #[track_caller]
    pub const fn const_new() -> Notify {
        let make = |()| sync::Notify::new();
        Notify { shared: Shared::new(Kind::Notify), notify: Made::new((), make) }
    }

    /// Wakes the first one that waits, or the next one that will.
    #[track_caller]
    pub fn notify_one(&self) {
        begins();
        self.shared.did(Did::NotifyOne, Location::caller());
        self.notify.get().notify_one();
    }

    /// Wakes the last one that waits, or the next one that will.
    #[track_caller]
    pub fn notify_last(&self) {
        begins();
        self.shared.did(Did::NotifyOne, Location::caller());
        self.notify.get().notify_last();
    }

    /// Wakes all that wait, or have begun to, and nobody who comes later.
    #[track_caller]
    pub fn notify_waiters(&self) {
        begins();
        self.shared.did(Did::NotifyAll, Location::caller());
        self.notify.get().notify_waiters();
    }

    /// Waits to be notified.
    #[track_caller]
    pub fn notified(&self) -> Notified<'_> {
        begins();
        self.shared.counts_from_here();
        Notified {
            shared: &self.shared,
            first: First::default(),
            notified: Box::pin(self.notify.get().notified()),
            waits: false,
            at: Location::caller(),
            _pinned: PhantomPinned,
        }
    }

    /// Waits to be notified, and owns a clone of the `Arc`.
    #[track_caller]
    pub fn notified_owned(self: Arc<Self>) -> OwnedNotified {
        begins();
        self.shared.counts_from_here();
        OwnedNotified {
            first: First::default(),
            notified: Box::pin(Arc::clone(self.notify.get()).notified_owned()),
            waits: false,
            at: Location::caller(),
            notify: self,
            _pinned: PhantomPinned,
        }
    }
}

impl Default for Notify {
    #[track_caller]
    fn default() -> Notify {
        Notify::new()
    }
}

pin_project! {
    /// Like [`tokio::sync::futures::Notified`].
    pub struct Notified<'a> {
        shared: &'a Shared,
        first: First,
        notified: Pin<Box<real::Notified<'a>>>,
        waits: bool,
        at: At,
        #[pin]
        _pinned: PhantomPinned,
    }

    impl PinnedDrop for Notified<'_> {
        fn drop(this: Pin<&mut Self>) {
            goes(this.waits, this.shared, this.at, &*this);
        }
    }
}

pin_project! {
    /// Like [`tokio::sync::futures::OwnedNotified`].
    pub struct OwnedNotified {
        notify: Arc<Notify>,
        first: First,
        notified: Pin<Box<real::OwnedNotified>>,
        waits: bool,
        at: At,
        #[pin]
        _pinned: PhantomPinned,
    }

    impl PinnedDrop for OwnedNotified {
        fn drop(this: Pin<&mut Self>) {
            goes(this.waits, &this.notify.shared, this.at, &*this);
        }
    }
}

/// One that waits goes, and passes a notification on that it had got.
fn goes<T>(waits: bool, shared: &Shared, at: At, notified: &T) {
    if waits {
        begins_at(at);
        shared.drops_wait(at);
        acts_when_dropped(notified);
        shared.changed();
    }
}

impl Notified<'_> {
    /// From here on a [`Notify::notify_one`] counts. Returns whether one has come.
    #[track_caller]
    pub fn enable(self: Pin<&mut Self>) -> bool {
        begins();
        let this = self.project();
        this.shared.changed();
        let notified = this.notified.as_mut().enable();
        *this.waits = !notified;
        notified
    }
}

impl OwnedNotified {
    /// From here on a [`Notify::notify_one`] counts. Returns whether one has come.
    #[track_caller]
    pub fn enable(self: Pin<&mut Self>) -> bool {
        begins();
        let this = self.project();
        this.notify.shared.changed();
        let notified = this.notified.as_mut().enable();
        *this.waits = !notified;
        notified
    }
}

impl Future for Notified<'_> {
    type Output = ();

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        let this = self.project();
        ready!(this.first.poll(context));
        let polled = this.notified.as_mut().poll(context);
        *this.waits = polled.is_pending();
        tell(this.shared, &polled, this.at);
        polled
    }
}

impl Future for OwnedNotified {
    type Output = ();

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        let this = self.project();
        ready!(this.first.poll(context));
        let polled = this.notified.as_mut().poll(context);
        *this.waits = polled.is_pending();
        tell(&this.notify.shared, &polled, this.at);
        polled
    }
}

fn tell(shared: &Shared, polled: &Poll<()>, at: At) {
    match polled {
        Poll::Ready(()) => shared.did(Did::WereNotified, at),
        Poll::Pending => shared.waits(Want::Notification, at),
    }
}

impl fmt::Debug for Notified<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Notified").finish_non_exhaustive()
    }
}

impl fmt::Debug for OwnedNotified {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OwnedNotified").finish_non_exhaustive()
    }
}
