//! A channel for one message.

use std::fmt;
use std::future::Future;
use std::ops::Deref;
use std::panic::Location;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::task::{Context, Poll, ready};

use explore::tasks::{Did, Kind, Shared, begins, begins_at};
use explore::{Want, acts_when_dropped};
use tokio::sync::oneshot;

use crate::blocking;
use crate::support::{At, turn_if};

/// The errors of this module.
pub mod error {
    pub use tokio::sync::oneshot::error::{RecvError, TryRecvError};
}

use error::{RecvError, TryRecvError};

/// A channel for one message.
#[track_caller]
pub fn channel<T>() -> (Sender<T>, Receiver<T>) {
    let (sender, receiver) = oneshot::channel();
    let shared = Shared::new(Kind::Channel);
    let shared = Arc::new(Line { shared, is_decided: AtomicBool::new(false) });
    let at = Location::caller();
    (
        Sender { shared: Arc::clone(&shared), sender: Some(sender), at },
        Receiver { shared, receiver, has_had_turn: false, at },
    )
}

/// What the two ends have in common.
struct Line {
    shared: Shared,
    /// Whether the receiver need not wait.
    is_decided: AtomicBool,
}

impl Line {
    fn decides(&self) {
        self.is_decided.store(true, Relaxed);
    }
}

impl Deref for Line {
    type Target = Shared;

    fn deref(&self) -> &Shared {
        &self.shared
    }
}

/// Like [`tokio::sync::oneshot::Sender`].
pub struct Sender<T> {
    shared: Arc<Line>,
    sender: Option<oneshot::Sender<T>>,
    at: At,
}

impl<T> Sender<T> {
    /// Sends the message.
    ///
    /// # Errors
    ///
    /// If nobody receives it any more. The error is the message.
    #[track_caller]
    pub fn send(mut self, value: T) -> Result<(), T> {
        self.shared.begins();
        self.shared.decides();
        let sender = self.sender.take().expect("it is taken only here");
        let sent = sender.send(value);
        let did = match sent {
            Ok(()) => Did::Send { message: 0 },
            Err(_) => Did::SendInVain,
        };
        self.shared.did(did, Location::caller());
        sent
    }

    /// Whether nobody receives any more.
    pub fn is_closed(&self) -> bool {
        begins();
        self.shared.seen();
        self.sender.as_ref().is_none_or(oneshot::Sender::is_closed)
    }

    /// Waits until nobody receives any more.
    #[track_caller]
    pub fn closed(&mut self) -> impl Future<Output = ()> {
        let at = Location::caller();
        async move {
            let sender = self.sender.as_mut().expect("it is taken only by a send");
            self.shared.wait(Want::End, at, sender.closed()).await;
        }
    }

    /// Like [`closed`](Sender::closed), by hand.
    pub fn poll_closed(&mut self, context: &mut Context<'_>) -> Poll<()> {
        self.shared.begins();
        let sender = self.sender.as_mut().expect("it is taken only by a send");
        let polled = sender.poll_closed(context);
        match polled {
            Poll::Ready(()) => self.shared.seen(),
            Poll::Pending => self.shared.waits(Want::End, self.at),
        }
        polled
    }
}

impl<T> Drop for Sender<T> {
    fn drop(&mut self) {
        if self.sender.is_some() {
            acts_when_dropped(self);
            self.shared.begins_at(self.at);
            self.shared.decides();
            self.sender = None;
            self.shared.did(Did::DropLastSender, self.at);
        }
    }
}

/// Like [`tokio::sync::oneshot::Receiver`].
pub struct Receiver<T> {
    shared: Arc<Line>,
    receiver: oneshot::Receiver<T>,
    has_had_turn: bool,
    at: At,
}

impl<T> Receiver<T> {
    /// Takes the message if it is there.
    ///
    /// # Errors
    ///
    /// If it is not, or will never be.
    #[track_caller]
    pub fn try_recv(&mut self) -> Result<T, TryRecvError> {
        begins();
        let received = self.receiver.try_recv();
        let did = match received {
            Ok(_) => Did::Receive { message: 0 },
            Err(TryRecvError::Empty) => Did::FindEmpty,
            Err(TryRecvError::Closed) => Did::FindDisconnected,
        };
        self.shared.did(did, Location::caller());
        received
    }

    /// Like an await, where nothing can be awaited.
    ///
    /// # Errors
    ///
    /// If there will never be a message.
    ///
    /// # Panics
    ///
    /// In an async task.
    #[track_caller]
    pub fn blocking_recv(self) -> Result<T, RecvError> {
        blocking::wait(self)
    }

    /// Receives no more.
    #[track_caller]
    pub fn close(&mut self) {
        self.shared.begins();
        self.shared.decides();
        self.receiver.close();
        self.shared.did(Did::Close, Location::caller());
    }

    /// Whether its message, or that there is none, was received.
    pub fn is_terminated(&self) -> bool {
        self.receiver.is_terminated()
    }

    /// Whether no message is there.
    pub fn is_empty(&self) -> bool {
        begins();
        self.shared.seen();
        self.receiver.is_empty()
    }
}

impl<T> Future for Receiver<T> {
    type Output = Result<T, RecvError>;

    fn poll(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Result<T, RecvError>> {
        if !self.has_had_turn {
            let is_decided = self.shared.is_decided.load(Relaxed);
            ready!(turn_if(is_decided, context));
            self.has_had_turn = is_decided;
        }
        let polled = Pin::new(&mut self.receiver).poll(context);
        match polled {
            Poll::Ready(Ok(_)) => {
                self.shared.did(Did::Receive { message: 0 }, self.at);
            }
            Poll::Ready(Err(_)) => self.shared.did(Did::FindDisconnected, self.at),
            Poll::Pending => self.shared.waits(Want::Message, self.at),
        }
        polled
    }
}

impl<T> Drop for Receiver<T> {
    fn drop(&mut self) {
        if !self.receiver.is_terminated() {
            acts_when_dropped(self);
            begins_at(self.at);
            self.shared.drops_wait(self.at);
            self.shared.did(Did::DropLastReceiver, self.at);
        }
    }
}

impl<T> fmt::Debug for Sender<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sender").finish_non_exhaustive()
    }
}

impl<T> fmt::Debug for Receiver<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Receiver").finish_non_exhaustive()
    }
}
