use std::error::Error;
use std::fmt;
use std::ops::{Add, AddAssign, Sub, SubAssign};
use std::panic::Location;
use std::time::Duration;

use super::instant::{Instant, looks, now};

/// A date on the clock, like [`std::time::SystemTime`]. In this model each schedule begins
/// with the year 2026, and nobody sets the clock.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SystemTime(Instant);

/// The first of January 1970.
pub const UNIX_EPOCH: SystemTime = SystemTime(Instant::at(Duration::ZERO));

impl SystemTime {
    /// The first of January 1970.
    pub const UNIX_EPOCH: SystemTime = UNIX_EPOCH;

    /// This moment. Time passes for who looks again and again, as for [`Instant::now`].
    #[track_caller]
    pub fn now() -> SystemTime {
        /// From [`UNIX_EPOCH`] to the first of January 2026.
        const BEGIN: Duration = Duration::from_secs(1_767_225_600);
        looks(Location::caller());
        SystemTime(Instant::at(now()) + BEGIN)
    }

    /// How long the other moment comes before this one.
    ///
    /// # Errors
    ///
    /// If it comes after this one; the error tells by how much.
    pub fn duration_since(
        &self,
        earlier: SystemTime,
    ) -> Result<Duration, SystemTimeError> {
        let since = self.0.checked_duration_since(earlier.0);
        since.ok_or_else(|| SystemTimeError(earlier.0 - self.0))
    }

    /// How long ago the moment is.
    ///
    /// # Errors
    ///
    /// If it is still to come; the error tells when.
    #[track_caller]
    pub fn elapsed(&self) -> Result<Duration, SystemTimeError> {
        SystemTime::now().duration_since(*self)
    }

    /// The moment so much later, `None` if there is none.
    pub fn checked_add(&self, duration: Duration) -> Option<SystemTime> {
        self.0.checked_add(duration).map(SystemTime)
    }

    /// The moment so much earlier, `None` if there is none.
    pub fn checked_sub(&self, duration: Duration) -> Option<SystemTime> {
        self.0.checked_sub(duration).map(SystemTime)
    }
}

impl Add<Duration> for SystemTime {
    type Output = SystemTime;

    /// # Panics
    ///
    /// If there is no such moment.
    fn add(self, duration: Duration) -> SystemTime {
        SystemTime(self.0 + duration)
    }
}

impl AddAssign<Duration> for SystemTime {
    fn add_assign(&mut self, duration: Duration) {
        self.0 += duration;
    }
}

impl Sub<Duration> for SystemTime {
    type Output = SystemTime;

    /// # Panics
    ///
    /// If there is no such moment.
    fn sub(self, duration: Duration) -> SystemTime {
        SystemTime(self.0 - duration)
    }
}

impl SubAssign<Duration> for SystemTime {
    fn sub_assign(&mut self, duration: Duration) {
        self.0 -= duration;
    }
}

impl fmt::Debug for SystemTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("SystemTime").field(&self.0).finish()
    }
}

/// Like [`std::time::SystemTimeError`].
#[derive(Clone, Debug)]
pub struct SystemTimeError(Duration);

impl SystemTimeError {
    /// How far the moments are apart.
    pub fn duration(&self) -> Duration {
        self.0
    }
}

impl fmt::Display for SystemTimeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("second time provided was later than self")
    }
}

impl Error for SystemTimeError {}
