//! How tasks let others go although they need not wait, with the API of
//! [`tokio::task::coop`](https://docs.rs/tokio/1/tokio/task/coop/).

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use explore::tasks::{poll_turn, turn};
use pin_project_lite::pin_project;

/// Lets others go first, as tokio does when the task has had its share.
pub async fn consume_budget() {
    turn().await;
}

/// Lets others go first, for a future that is written by hand: ready when it may go on.
pub fn poll_proceed(context: &mut Context<'_>) -> Poll<RestoreOnPending> {
    poll_turn(context).map(|()| RestoreOnPending(()))
}

/// What [`poll_proceed`] returns. Nothing is counted here that it could give back.
#[derive(Debug)]
#[must_use = "it says whether the future has gone on"]
pub struct RestoreOnPending(());

impl RestoreOnPending {
    /// Has no effect.
    pub fn made_progress(&self) {}
}

/// Lets others go first at each poll.
pub fn cooperative<F: Future>(future: F) -> Coop<F> {
    Coop { future }
}

pin_project! {
    /// The future of [`cooperative`].
    #[must_use = "futures do nothing unless you `.await` or poll them"]
    #[derive(Debug)]
    pub struct Coop<F> {
        #[pin]
        future: F,
    }
}

impl<F: Future> Future for Coop<F> {
    type Output = F::Output;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<F::Output> {
        ready!(poll_turn(context));
        self.project().future.poll(context)
    }
}

/// Whether the task may go on, which it may: how much it has had is not counted.
pub fn has_budget_remaining() -> bool {
    true
}

pin_project! {
    /// The future of [`unconstrained`].
    #[must_use = "futures do nothing unless you `.await` or poll them"]
    #[derive(Debug)]
    pub struct Unconstrained<F> {
        #[pin]
        inner: F,
    }
}

impl<F: Future> Future for Unconstrained<F> {
    type Output = F::Output;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<F::Output> {
        self.project().inner.poll(context)
    }
}

/// The future as it is: that others may go at each of its awaits is what tokio does with
/// more than one thread.
pub fn unconstrained<F>(inner: F) -> Unconstrained<F> {
    Unconstrained { inner }
}
