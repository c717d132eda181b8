use std::fmt;
use std::ops::{Add, AddAssign, Sub, SubAssign};
use std::time::Duration;

use explore::time;

/// A moment on the clock, like [`tokio::time::Instant`]. That of std is another type.
///
/// [`tokio::time::Instant`]: https://docs.rs/tokio/1/tokio/time/struct.Instant.html
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant(time::Instant);

impl Instant {
    /// This moment. As on tokio's clock when it is paused, no time passes by a look.
    pub fn now() -> Instant {
        Instant(time::Instant::now_unmoved())
    }

    /// The same, for a wait that ends by the clock: its program has not looked at it.
    pub(super) fn current() -> Instant {
        Instant(time::Instant::exactly_now())
    }

    /// The same moment.
    pub fn from_std(std: time::Instant) -> Instant {
        Instant(std)
    }

    /// The same moment.
    pub fn into_std(self) -> time::Instant {
        self.0
    }

    /// How long the other moment comes before this one, zero if it does not.
    pub fn duration_since(&self, earlier: Instant) -> Duration {
        self.0.saturating_duration_since(earlier.0)
    }

    /// How long the other moment comes before this one, `None` if it does not.
    pub fn checked_duration_since(&self, earlier: Instant) -> Option<Duration> {
        self.0.checked_duration_since(earlier.0)
    }

    /// How long the other moment comes before this one, zero if it does not.
    pub fn saturating_duration_since(&self, earlier: Instant) -> Duration {
        self.0.saturating_duration_since(earlier.0)
    }

    /// How long ago the moment is.
    pub fn elapsed(&self) -> Duration {
        Instant::now() - *self
    }

    /// The moment so much later, `None` if the clock does not go that far.
    pub fn checked_add(&self, duration: Duration) -> Option<Instant> {
        self.0.checked_add(duration).map(Instant)
    }

    /// The moment so much earlier, `None` if the clock does not go that far.
    pub fn checked_sub(&self, duration: Duration) -> Option<Instant> {
        self.0.checked_sub(duration).map(Instant)
    }
}

/// So long, or thirty years: tokio waits no longer.
pub(super) fn capped(duration: Duration) -> Duration {
    const LONGEST: Duration = Duration::from_secs(86_400 * 365 * 30);
    duration.min(LONGEST)
}

impl From<time::Instant> for Instant {
    fn from(std: time::Instant) -> Instant {
        Instant(std)
    }
}

impl From<Instant> for time::Instant {
    fn from(instant: Instant) -> time::Instant {
        instant.0
    }
}

impl Add<Duration> for Instant {
    type Output = Instant;

    fn add(self, other: Duration) -> Instant {
        Instant(self.0 + other)
    }
}

impl AddAssign<Duration> for Instant {
    fn add_assign(&mut self, other: Duration) {
        self.0 += other;
    }
}

impl Sub for Instant {
    type Output = Duration;

    fn sub(self, other: Instant) -> Duration {
        self.duration_since(other)
    }
}

impl Sub<Duration> for Instant {
    type Output = Instant;

    fn sub(self, other: Duration) -> Instant {
        Instant(self.0 - other)
    }
}

impl SubAssign<Duration> for Instant {
    fn sub_assign(&mut self, other: Duration) {
        self.0 -= other;
    }
}

impl fmt::Debug for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
