//! The clock of a schedule, with the API of
//! [`tokio::time`](https://docs.rs/tokio/1/tokio/time/). It stands still while a task can
//! go on, and then jumps to the next moment that somebody waits for.

use std::cell::Cell;
use std::fmt;
use std::future::{Future, IntoFuture, poll_fn};
use std::marker::PhantomPinned;
use std::pin::{Pin, pin};
use std::task::{Context, Poll, ready};

use explore::tasks::{Nested, Timer, turn};

pub use explore::time::{Duration, Instant};

/// The errors of this module.
pub mod error {
    pub use super::Elapsed;
}

/// Waits so long.
#[track_caller]
pub fn sleep(duration: Duration) -> Sleep {
    Sleep::new(later(duration))
}

/// Waits until this moment.
#[track_caller]
pub fn sleep_until(deadline: Instant) -> Sleep {
    Sleep::new(deadline)
}

/// tokio waits for thirty years where it can wait no longer.
fn later(duration: Duration) -> Instant {
    const FAR: Duration = Duration::from_secs(86_400 * 365 * 30);
    Instant::now() + duration.min(FAR)
}

/// A wait for a moment.
pub struct Sleep {
    // Cells, as what is pinned can be changed through a shared reference only.
    deadline: Cell<Instant>,
    timer: Timer,
    _pinned: PhantomPinned,
}

impl Sleep {
    #[track_caller]
    fn new(deadline: Instant) -> Sleep {
        Sleep {
            deadline: Cell::new(deadline),
            timer: Timer::new(),
            _pinned: PhantomPinned,
        }
    }

    /// The moment.
    pub fn deadline(&self) -> Instant {
        self.deadline.get()
    }

    /// Whether it has come.
    pub fn is_elapsed(&self) -> bool {
        Instant::now() >= self.deadline.get()
    }

    /// Waits for another one.
    pub fn reset(self: Pin<&mut Self>, deadline: Instant) {
        self.deadline.set(deadline);
    }
}

impl Future for Sleep {
    type Output = ();

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        self.timer.poll(self.deadline.get(), context)
    }
}

impl fmt::Debug for Sleep {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sleep").field("deadline", &self.deadline).finish()
    }
}

/// Waits for the future, but only so long.
///
/// # Errors
///
/// If it took longer. The future is dropped.
#[track_caller]
pub fn timeout<F: IntoFuture>(
    duration: Duration,
    future: F,
) -> impl Future<Output = Result<F::Output, Elapsed>> {
    timeout_by(sleep(duration), future.into_future())
}

/// Waits for the future, but only until then.
///
/// # Errors
///
/// If it took longer. The future is dropped.
#[track_caller]
pub fn timeout_at<F: IntoFuture>(
    deadline: Instant,
    future: F,
) -> impl Future<Output = Result<F::Output, Elapsed>> {
    timeout_by(sleep_until(deadline), future.into_future())
}

async fn timeout_by<F: Future>(
    sleep: Sleep,
    future: F,
) -> Result<F::Output, Elapsed> {
    turn().await;
    let mut sleep = pin!(sleep);
    let mut future = pin!(future);
    poll_fn(|context| {
        let nested = Nested::new();
        let polled = future.as_mut().poll(context);
        drop(nested);
        if let Poll::Ready(output) = polled {
            return Poll::Ready(Ok(output));
        }
        sleep.as_mut().poll(context).map(|()| Err(Elapsed(())))
    })
    .await
}

/// The time is over.
#[derive(Debug, PartialEq, Eq)]
pub struct Elapsed(());

impl fmt::Display for Elapsed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("deadline has elapsed")
    }
}

impl std::error::Error for Elapsed {}

/// Ticks at once and then after each period.
///
/// # Panics
///
/// If the period is zero.
#[track_caller]
pub fn interval(period: Duration) -> Interval {
    interval_at(Instant::now(), period)
}

/// Ticks at this moment and then after each period.
///
/// # Panics
///
/// If the period is zero.
#[track_caller]
pub fn interval_at(start: Instant, period: Duration) -> Interval {
    assert!(period > Duration::ZERO, "`period` must be non-zero.");
    let missed = MissedTickBehavior::default();
    Interval { period, next: start, timer: Timer::new(), missed }
}

/// What comes after ticks that nobody waited for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum MissedTickBehavior {
    /// All of them at once.
    #[default]
    Burst,
    /// The next one a period later than the late one.
    Delay,
    /// The next one where it would have been.
    Skip,
}

/// A clock that ticks.
#[derive(Debug)]
pub struct Interval {
    period: Duration,
    next: Instant,
    timer: Timer,
    missed: MissedTickBehavior,
}

impl Interval {
    /// Waits for the next tick and returns when it was due.
    pub async fn tick(&mut self) -> Instant {
        poll_fn(|context| self.poll_tick(context)).await
    }

    /// Like [`tick`](Interval::tick), by hand.
    pub fn poll_tick(&mut self, context: &mut Context<'_>) -> Poll<Instant> {
        /// A tick is missed when it is this late.
        const LATE: Duration = Duration::from_millis(5);

        ready!(self.timer.poll(self.next, context));
        let (due, now) = (self.next, Instant::now());
        self.next = if now > due + LATE {
            match self.missed {
                MissedTickBehavior::Burst => due + self.period,
                MissedTickBehavior::Delay => now + self.period,
                MissedTickBehavior::Skip => {
                    let over = (now - due).as_nanos() % self.period.as_nanos();
                    let over = Duration::from_nanos(over as u64);
                    now + self.period - over
                }
            }
        } else {
            due + self.period
        };
        Poll::Ready(due)
    }

    /// The next tick comes a period from now.
    pub fn reset(&mut self) {
        self.next = Instant::now() + self.period;
    }

    /// The next tick comes now.
    pub fn reset_immediately(&mut self) {
        self.next = Instant::now();
    }

    /// The next tick comes then.
    pub fn reset_at(&mut self, deadline: Instant) {
        self.next = deadline;
    }

    /// The next tick comes so much later.
    pub fn reset_after(&mut self, after: Duration) {
        self.next = Instant::now() + after;
    }

    /// What comes after ticks that nobody waited for.
    pub fn missed_tick_behavior(&self) -> MissedTickBehavior {
        self.missed
    }

    /// Sets what comes after ticks that nobody waited for.
    pub fn set_missed_tick_behavior(&mut self, missed: MissedTickBehavior) {
        self.missed = missed;
    }

    /// The time between two ticks.
    pub fn period(&self) -> Duration {
        self.period
    }
}
