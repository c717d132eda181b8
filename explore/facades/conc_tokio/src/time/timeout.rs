use std::future::{Future, IntoFuture};
use std::panic::Location;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use explore::tasks::has_budget;
use pin_project_lite::pin_project;

use super::error::Elapsed;
use super::instant::Instant;
use super::sleep::{Sleep, delay, sleep_until};
use crate::runtime::needs_timers;
use crate::support::Part;

/// Waits for the future, but only so long.
///
/// # Panics
///
/// Outside of a runtime, and in one without timers.
#[track_caller]
pub fn timeout<F>(duration: Duration, future: F) -> Timeout<F::IntoFuture>
where
    F: IntoFuture,
{
    let limited = limit(duration, future);
    limited.needs_timers();
    limited
}

/// The same anywhere.
#[track_caller]
pub(crate) fn limit<F>(duration: Duration, future: F) -> Timeout<F::IntoFuture>
where
    F: IntoFuture,
{
    let deadline = Instant::current().checked_add(duration);
    // A closure would not know its caller.
    #[allow(clippy::manual_map, reason = "the caller is told of")]
    let delay = match deadline {
        Some(deadline) => Some(delay(deadline)),
        None => None,
    };
    let value = Part::new(future.into_future(), Location::caller());
    Timeout { value, delay }
}

/// Waits for the future, but only until then.
///
/// # Panics
///
/// Outside of a runtime, and in one without timers.
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
    /// Who is to wait for it needs a runtime that has timers, if its time can be over.
    #[track_caller]
    pub(crate) fn needs_timers(&self) {
        if self.delay.is_some() {
            needs_timers();
        }
    }

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
        let has_share = has_budget();
        if let Poll::Ready(output) = this.value.poll(context) {
            return Poll::Ready(Ok(output));
        }
        let Some(delay) = this.delay.as_pin_mut() else { return Poll::Pending };
        // A future that uses the budget up ends with its time all the same.
        let polled = match has_share && !has_budget() {
            true => delay.poll_now(context),
            false => delay.poll(context),
        };
        polled.map(|()| Err(Elapsed::new()))
    }
}
