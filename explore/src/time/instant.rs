use std::fmt;
use std::ops::{Add, AddAssign, Sub, SubAssign};
use std::panic::Location;
use std::time::Duration;

use crate::model::Moment;
use crate::model::access::{Key, Mode};
use crate::schedule::engine::{reach, with_run};
use crate::schedule::run::Run;

/// A moment on the clock, like [`std::time::Instant`]. Outside of an explored program it
/// is always the same. As with that of std on Linux, there are moments long before the
/// clock began.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant(Duration);

/// When the clocks of all schedules begin: in the middle of all moments.
const BEGIN: Duration = Duration::from_secs(1 << 63);

impl Instant {
    /// This moment. A task that looks again and again, and does nothing else, waits: time
    /// passes for it when no other task can go on.
    #[track_caller]
    pub fn now() -> Instant {
        looks(Location::caller());
        Instant::exactly_now()
    }

    /// This moment, for a wait that ends by the clock.
    #[doc(hidden)]
    pub fn exactly_now() -> Instant {
        Instant::at(now())
    }

    /// This moment, for a clock that does not pass by who looks at it.
    #[doc(hidden)]
    pub fn now_unmoved() -> Instant {
        with_run(Run::sees_the_clock);
        Instant::exactly_now()
    }

    /// How long ago the moment is.
    #[track_caller]
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
        self.0.checked_add(duration).map(Instant)
    }

    /// The moment so much earlier, `None` if there is none.
    pub fn checked_sub(&self, duration: Duration) -> Option<Instant> {
        self.0.checked_sub(duration).map(Instant)
    }

    pub(crate) const fn at(moment: Moment) -> Instant {
        // A clock never goes so far that there is no such moment.
        Instant(BEGIN.saturating_add(moment))
    }

    /// The moment on the clock of the schedule; its begin if it is before that.
    pub(crate) fn moment(self) -> Moment {
        self.0.saturating_sub(BEGIN)
    }
}

/// Moves the clock on, whoever could go first. Who waits for a moment that comes by this
/// can go on then.
pub fn advance(duration: Duration) {
    with_run(|run| {
        run.touch(Key::Clock, Mode::Changes);
        let now = later(run.now, duration).unwrap_or(run.now);
        run.records_time(now);
        run.now = now;
        run.change();
        if let Some(polls) = &mut run.polls {
            polls.wake(now);
        }
    });
}

/// From here on the clock moves only when nobody can go on, if no other task runs.
#[doc(hidden)]
pub fn pause() {
    with_run(Run::pauses_the_clock);
}

/// The current task looks at the clock there. If it does nothing else, it waits for
/// time to pass.
pub(crate) fn looks(at: &'static Location<'static>) {
    if let Some(Some(spin)) = with_run(|run| run.looks_at_the_clock(at)) {
        reach(at, |_| spin);
        with_run(Run::rests);
    }
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
    later(now(), duration)
}

/// The moment so much later, `None` if the clock does not go that far: a wait that ends
/// then never ends.
pub(crate) fn later(moment: Moment, duration: Duration) -> Option<Moment> {
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
        self.checked_add(duration)
            .expect("overflow when adding duration to instant")
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
    /// If there is no such moment.
    fn sub(self, duration: Duration) -> Instant {
        self.checked_sub(duration)
            .expect("overflow when subtracting duration from instant")
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

impl fmt::Debug for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let seconds = i128::from(self.0.as_secs()) - i128::from(BEGIN.as_secs());
        f.debug_struct("Instant")
            .field("tv_sec", &seconds)
            .field("tv_nsec", &self.0.subsec_nanos())
            .finish()
    }
}
