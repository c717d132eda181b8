use std::fmt;
use std::future::Future;
use std::marker::PhantomPinned;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use explore::tasks::Timer;
use pin_project_lite::pin_project;

use super::instant::{Instant, capped};
use crate::runtime::needs_timers;
use crate::support::First;

/// Waits so long.
///
/// # Panics
///
/// Outside of a runtime, and in one without timers.
#[track_caller]
pub fn sleep(duration: Duration) -> Sleep {
    sleep_until(Instant::current() + capped(duration))
}

/// Waits until this moment.
///
/// # Panics
///
/// Outside of a runtime, and in one without timers.
#[track_caller]
pub fn sleep_until(deadline: Instant) -> Sleep {
    needs_timers();
    delay(deadline)
}

/// The same anywhere.
#[track_caller]
pub(super) fn delay(deadline: Instant) -> Sleep {
    Sleep {
        deadline,
        timer: Timer::new(),
        first: First::default(),
        is_polled: false,
        is_elapsed: false,
        _pinned: PhantomPinned,
    }
}

pin_project! {
    /// A wait for a moment.
    pub struct Sleep {
        deadline: Instant,
        timer: Timer,
        first: First,
        is_polled: bool,
        is_elapsed: bool,
        #[pin]
        _pinned: PhantomPinned,
    }
}

impl Sleep {
    /// The moment.
    pub fn deadline(&self) -> Instant {
        self.deadline
    }

    /// Whether it has come. One that was never polled does not know.
    pub fn is_elapsed(&self) -> bool {
        self.is_elapsed || self.is_polled && Instant::current() >= self.deadline
    }

    /// Waits for another one.
    pub fn reset(self: Pin<&mut Self>, deadline: Instant) {
        let this = self.project();
        *this.deadline = deadline;
        *this.is_elapsed = false;
        // From here on tokio knows without a poll when the moment has come.
        *this.is_polled = true;
        *this.first = First::default();
    }
}

impl Sleep {
    /// Begins to wait for another moment when it is polled next.
    pub(super) fn wait_again(self: Pin<&mut Self>, deadline: Instant) {
        let this = self.project();
        *this.deadline = deadline;
        *this.is_polled = false;
        *this.is_elapsed = false;
        *this.first = First::default();
    }

    /// Like a poll, but lets nobody else go first.
    pub(super) fn poll_now(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<()> {
        let this = self.project();
        *this.is_polled = true;
        let polled = this.timer.poll(this.deadline.into_std(), context);
        *this.is_elapsed = polled.is_ready();
        polled
    }
}

impl Future for Sleep {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        let this = self.as_mut().project();
        // One that need not wait lets others go first all the same.
        match Instant::current() < *this.deadline {
            true => this.first.waits(),
            false => ready!(this.first.poll(context)),
        }
        self.poll_now(context)
    }
}

impl fmt::Debug for Sleep {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sleep").field("deadline", &self.deadline).finish()
    }
}
