use std::future::Future;
use std::panic::Location;
use std::pin::Pin;
use std::task::{Context, Poll};

use explore::Want;
use explore::tasks::{Did, Kind, Shared, turn};
use tokio::sync;

/// Like [`tokio::sync::Notify`].
#[derive(Debug)]
pub struct Notify {
    shared: Shared,
    notify: sync::Notify,
}

impl Notify {
    /// One that nobody has notified.
    #[track_caller]
    pub fn new() -> Notify {
        Notify { shared: Shared::new(Kind::Notify), notify: sync::Notify::new() }
    }

    /// Wakes the first one that waits, or the next one that will.
    #[track_caller]
    pub fn notify_one(&self) {
        self.shared.did(Did::NotifyOne, Location::caller());
        self.notify.notify_one();
    }

    /// Wakes all that wait, or have begun to, and nobody who comes later.
    #[track_caller]
    pub fn notify_waiters(&self) {
        self.shared.did(Did::NotifyAll, Location::caller());
        self.notify.notify_waiters();
    }

    /// Waits to be notified.
    #[track_caller]
    pub fn notified(&self) -> Notified<'_> {
        Notified {
            shared: &self.shared,
            turn: Some(Box::pin(turn())),
            notified: Box::pin(self.notify.notified()),
            at: Location::caller(),
        }
    }
}

impl Default for Notify {
    #[track_caller]
    fn default() -> Notify {
        Notify::new()
    }
}

type Turn = Pin<Box<dyn Future<Output = ()> + Send + Sync>>;

/// Like [`tokio::sync::futures::Notified`].
pub struct Notified<'a> {
    shared: &'a Shared,
    turn: Option<Turn>,
    notified: Pin<Box<sync::futures::Notified<'a>>>,
    at: &'static Location<'static>,
}

impl Notified<'_> {
    /// From here on a [`Notify::notify_one`] counts. Returns whether one has come.
    pub fn enable(mut self: Pin<&mut Self>) -> bool {
        self.notified.as_mut().enable()
    }
}

impl Future for Notified<'_> {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        if let Some(turn) = &mut self.turn {
            std::task::ready!(turn.as_mut().poll(context));
            self.turn = None;
        }
        let polled = self.notified.as_mut().poll(context);
        match polled {
            Poll::Ready(()) => self.shared.did(Did::WereNotified, self.at),
            Poll::Pending => self.shared.waits(Want::Notification, self.at),
        }
        polled
    }
}

impl std::fmt::Debug for Notified<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Notified").finish_non_exhaustive()
    }
}
