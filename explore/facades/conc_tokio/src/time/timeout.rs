use std::future::{Future, IntoFuture};
use std::panic::Location;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use pin_project_lite::pin_project;

use super::error::Elapsed;
use super::instant::Instant;
use super::sleep::{Sleep, sleep_until};
use crate::support::Part;

/// Waits for the future, but only so long.
#[track_caller]
pub fn timeout<F>(duration: Duration, future: F) -> Timeout<F::IntoFuture>
where
    F: IntoFuture,
{
    let deadline = Instant::current().checked_add(duration);
    // A closure would not know its caller.
    #[allow(clippy::manual_map, reason = "the caller is told of")]
    let delay = match deadline {
        Some(deadline) => Some(sleep_until(deadline)),
        None => None,
    };
    let value = Part::new(future.into_future(), Location::caller());
    Timeout { value, delay }
}

/// Waits for the future, but only until then.
#[track_caller]
pub fn timeout_at<F>(deadline: Instant, future: F) -> Timeout<F::IntoFuture>
where
    F: IntoFuture,
{
    let delay = Some(sleep_until(deadline));
    let value = Part::new(future.into_future(), Location::caller());
    Timeout { value, delay }
}

pin_project! {
    /// A future that is given up when its time is over.
    #[derive(Debug)]
    #[must_use = "futures do nothing unless you `.await` or poll them"]
    pub struct Timeout<T> {
        #[pin]
        value: Part<T>,
        // That of a time that is never over is none.
        #[pin]
        delay: Option<Sleep>,
    }
}

impl<T> Timeout<T> {
    /// The future.
    pub fn get_ref(&self) -> &T {
        self.value.get_ref()
    }

    /// The future.
    pub fn get_mut(&mut self) -> &mut T {
        self.value.get_mut()
    }

    /// Returns the future.
    pub fn into_inner(self) -> T {
        self.value.into_inner()
    }
}

impl<T: Future> Future for Timeout<T> {
    type Output = Result<T::Output, Elapsed>;

    fn poll(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Result<T::Output, Elapsed>> {
        let this = self.project();
        if let Poll::Ready(output) = this.value.poll(context) {
            return Poll::Ready(Ok(output));
        }
        match this.delay.as_pin_mut() {
            Some(delay) => delay.poll(context).map(|()| Err(Elapsed::new())),
            None => Poll::Pending,
        }
    }
}
