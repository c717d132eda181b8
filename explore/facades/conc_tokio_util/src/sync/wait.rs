use std::fmt;
use std::future::{Future, poll_fn};
use std::marker::PhantomPinned;
use std::panic::Location;
use std::pin::{Pin, pin};
use std::task::{Context, Poll, ready};

use conc_tokio::support::{First, Part};
use explore::tasks::{Did, begins_at, turn_before_all};
use explore::{Want, acts_when_dropped};
use pin_project_lite::pin_project;
use tokio_util::sync as real;

use super::token::CancellationToken;

/// The two waits, which differ in how they know the token.
macro_rules! waits {
    ($Wait:ident [$($life:lifetime)?], $token:ty, $Real:ty) => {
        pin_project! {
            #[doc = concat!("Like [`tokio_util::sync::", stringify!($Wait), "`].")]
            #[must_use = "futures do nothing unless polled"]
            pub struct $Wait$(<$life>)? {
                token: $token,
                wait: Pin<Box<$Real>>,
                first: First,
                waits: bool,
                at: &'static Location<'static>,
                #[pin]
                _pinned: PhantomPinned,
            }

            impl$(<$life>)? PinnedDrop for $Wait$(<$life>)? {
                fn drop(this: Pin<&mut Self>) {
                    // A cancellation wakes it no more.
                    if this.waits {
                        begins_at(this.at);
                        this.token.shared.drops_wait(this.at);
                        acts_when_dropped(&*this);
                        this.token.tree.counts_from_here();
                    }
                }
            }
        }

        impl$(<$life>)? Future for $Wait$(<$life>)? {
            type Output = ();

            fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
                let this = self.project();
                ready!(this.first.poll(context));
                this.token.tree.counts_from_here();
                let polled = this.wait.as_mut().poll(context);
                *this.waits = polled.is_pending();
                let shared = &this.token.shared;
                match polled {
                    Poll::Ready(()) => shared.did(Did::FindClosed, this.at),
                    Poll::Pending => shared.waits(Want::Notification, this.at),
                }
                polled
            }
        }

        impl$(<$life>)? fmt::Debug for $Wait$(<$life>)? {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_struct(stringify!($Wait)).finish_non_exhaustive()
            }
        }
    };
}

waits!(
    WaitForCancellationFuture ['a],
    &'a CancellationToken,
    real::WaitForCancellationFuture<'a>
);
waits!(
    WaitForCancellationFutureOwned [],
    CancellationToken,
    real::WaitForCancellationFutureOwned
);

impl CancellationToken {
    /// Waits until it is cancelled.
    #[track_caller]
    pub fn cancelled(&self) -> WaitForCancellationFuture<'_> {
        WaitForCancellationFuture {
            token: self,
            wait: Box::pin(self.token.cancelled()),
            first: First::default(),
            waits: false,
            at: Location::caller(),
            _pinned: PhantomPinned,
        }
    }

    /// Waits until it is cancelled, and owns the token.
    #[track_caller]
    pub fn cancelled_owned(self) -> WaitForCancellationFutureOwned {
        WaitForCancellationFutureOwned {
            wait: Box::pin(self.token.clone().cancelled_owned()),
            token: self,
            first: First::default(),
            waits: false,
            at: Location::caller(),
            _pinned: PhantomPinned,
        }
    }

    /// Runs the future until it is done, or this is cancelled: `None`.
    #[track_caller]
    pub fn run_until_cancelled<F>(
        &self,
        fut: F,
    ) -> impl Future<Output = Option<F::Output>>
    where
        F: Future,
    {
        let at = Location::caller();
        run_until(self.cancelled(), fut, at, || self.is_cancelled())
    }

    /// The same, and owns the token.
    #[track_caller]
    pub fn run_until_cancelled_owned<F>(
        self,
        fut: F,
    ) -> impl Future<Output = Option<F::Output>>
    where
        F: Future,
    {
        let token = self.clone();
        let at = Location::caller();
        let is_too_late = move || token.is_cancelled();
        run_until(self.cancelled_owned(), fut, at, is_too_late)
    }
}

/// What is done first counts, and the future if both are; unless it is too late for that.
pub(crate) async fn run_until<F: Future>(
    cancelled: impl Future<Output = ()>,
    future: F,
    at: &'static Location<'static>,
    is_too_late: impl FnOnce() -> bool,
) -> Option<F::Output> {
    turn_before_all().await;
    if is_too_late() {
        return None;
    }
    let future = Part::new(future, at);
    let (mut cancelled, mut future) = (pin!(cancelled), pin!(future));
    poll_fn(|context| match future.as_mut().poll(context) {
        Poll::Ready(output) => Poll::Ready(Some(output)),
        Poll::Pending => cancelled.as_mut().poll(context).map(|()| None),
    })
    .await
}
