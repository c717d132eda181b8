//! The clock of a schedule, with the API of [`std::time`]. It stands still while a task
//! can go on and then jumps to the next moment that somebody waits for, unless
//! [`racing_clock`](crate::Explore::racing_clock) lets it jump earlier.

use std::ops::{Add, AddAssign, Sub, SubAssign};

use crate::model::Moment;
use crate::model::access::{Key, Mode};
use crate::schedule::engine::with_run;
use crate::schedule::run::Run;

pub use std::time::Duration;

/// A moment on the clock, like [`std::time::Instant`]. Outside of an explored program it
/// is always the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant(Moment);

impl Instant {
    /// This moment.
    pub fn now() -> Instant {
        Instant(now())
    }

    /// How long ago the moment is.
    pub fn elapsed(&self) -> Duration {
        Instant::now().duration_since(*self)
    }

    /// How long the other moment comes before this one, zero if it does not.
    pub fn duration_since(&self, earlier: Instant) -> Duration {
        self.0.saturating_sub(earlier.0)
    }

    /// How long the other moment comes before this one, zero if it does not.
    pub fn saturating_duration_since(&self, earlier: Instant) -> Duration {
        self.0.saturating_sub(earlier.0)
    }

    /// How long the other moment comes before this one, `None` if it does not.
    pub fn checked_duration_since(&self, earlier: Instant) -> Option<Duration> {
        self.0.checked_sub(earlier.0)
    }

    /// The moment so much later, `None` if the clock does not go that far.
    pub fn checked_add(&self, duration: Duration) -> Option<Instant> {
        later(self.0, duration).map(Instant)
    }

    /// The moment so much earlier, `None` if that is before the clock began.
    pub fn checked_sub(&self, duration: Duration) -> Option<Instant> {
        self.0.checked_sub(duration).map(Instant)
    }

    pub(crate) const fn at(moment: Moment) -> Instant {
        Instant(moment)
    }

    pub(crate) fn moment(self) -> Moment {
        self.0
    }
}

/// Moves the clock on, whoever could go first. Who waits for a moment that comes by this
/// can go on then.
pub fn advance(duration: Duration) {
    with_run(|run| {
        run.touch(Key::Clock, Mode::Changes);
        run.now = later(run.now, duration).unwrap_or(run.now);
        let now = run.now;
        run.change();
        if let Some(polls) = &mut run.polls {
            polls.wake(now);
        }
    });
}

/// The current moment; zero outside of an explored program.
pub(crate) fn now() -> Moment {
    let look = |run: &mut Run| {
        run.touch(Key::Clock, Mode::Looks);
        run.now
    };
    with_run(look).unwrap_or_default()
}

/// The moment so long after the current one, `None` if the clock does not go that far.
pub(crate) fn in_a_while(duration: Duration) -> Option<Moment> {
    later(Instant::now().0, duration)
}

fn later(moment: Moment, duration: Duration) -> Option<Moment> {
    /// std's clock goes no further either: `Duration::MAX` is never over.
    const LAST: Moment = Moment::from_secs(i64::MAX as u64);
    moment.checked_add(duration).filter(|&moment| moment <= LAST)
}

impl Add<Duration> for Instant {
    type Output = Instant;

    /// # Panics
    ///
    /// If the clock does not go that far.
    fn add(self, duration: Duration) -> Instant {
        self.checked_add(duration).expect("the clock does not go that far")
    }
}

impl AddAssign<Duration> for Instant {
    fn add_assign(&mut self, duration: Duration) {
        *self = *self + duration;
    }
}

impl Sub<Duration> for Instant {
    type Output = Instant;

    /// # Panics
    ///
    /// If that is before the clock began.
    fn sub(self, duration: Duration) -> Instant {
        Instant(self.0 - duration)
    }
}

impl SubAssign<Duration> for Instant {
    fn sub_assign(&mut self, duration: Duration) {
        *self = *self - duration;
    }
}

impl Sub for Instant {
    type Output = Duration;

    fn sub(self, earlier: Instant) -> Duration {
        self.duration_since(earlier)
    }
}
