use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use super::instant::{Instant, capped};
use super::sleep::{Sleep, sleep_until};

/// Ticks at once and then after each period.
///
/// # Panics
///
/// If the period is zero.
#[track_caller]
pub fn interval(period: Duration) -> Interval {
    interval_at(Instant::current(), period)
}

/// Ticks at this moment and then after each period.
///
/// # Panics
///
/// If the period is zero.
#[track_caller]
pub fn interval_at(start: Instant, period: Duration) -> Interval {
    assert!(period > Duration::ZERO, "`period` must be non-zero.");
    Interval {
        period: capped(period),
        delay: Box::pin(sleep_until(start)),
        missed: MissedTickBehavior::default(),
    }
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
    delay: Pin<Box<Sleep>>,
    missed: MissedTickBehavior,
}

impl Interval {
    /// Waits for the next tick and returns when it was due.
    pub async fn tick(&mut self) -> Instant {
        poll_fn(|context| self.poll_tick(context)).await
    }

    /// Like [`tick`](Interval::tick), by hand.
    pub fn poll_tick(&mut self, cx: &mut Context<'_>) -> Poll<Instant> {
        /// A tick is missed when it is this late.
        const LATE: Duration = Duration::from_millis(5);

        ready!(self.delay.as_mut().poll(cx));
        let (due, now) = (self.delay.deadline(), Instant::current());
        let next = if now > due + LATE {
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
        self.delay.as_mut().wait_again(next);
        Poll::Ready(due)
    }

    /// The next tick comes a period from now.
    pub fn reset(&mut self) {
        self.reset_at(Instant::current() + self.period);
    }

    /// The next tick comes now.
    pub fn reset_immediately(&mut self) {
        self.reset_at(Instant::current());
    }

    /// The next tick comes so much later.
    pub fn reset_after(&mut self, after: Duration) {
        self.reset_at(Instant::current() + capped(after));
    }

    /// The next tick comes then.
    pub fn reset_at(&mut self, deadline: Instant) {
        self.delay.as_mut().reset(deadline);
    }

    /// What comes after ticks that nobody waited for.
    pub fn missed_tick_behavior(&self) -> MissedTickBehavior {
        self.missed
    }

    /// Sets what comes after ticks that nobody waited for.
    pub fn set_missed_tick_behavior(&mut self, behavior: MissedTickBehavior) {
        self.missed = behavior;
    }

    /// The time between two ticks.
    pub fn period(&self) -> Duration {
        self.period
    }
}
