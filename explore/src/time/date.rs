use std::panic::Location;
use std::sync::OnceLock;
use std::time::Duration;

use super::instant::looks;
use crate::model::access::{Key, Mode};
use crate::schedule::engine::with_run;

/// When all schedules begin, counted from 1970.
static BEGIN: OnceLock<Duration> = OnceLock::new();

/// From here on each schedule begins at this date, counted from 1970, for who asks for the
/// [`date`]. The first one stays.
pub fn begin_at(date: Duration) {
    BEGIN.get_or_init(|| date);
}

/// The date in the schedule that runs, counted from 1970: `None` outside of one. Time passes
/// for who looks again and again, as for [`Instant::now`](super::Instant::now).
pub fn date() -> Option<Duration> {
    let begin = BEGIN.get()?;
    // Nobody is known who asks.
    const HERE: &Location<'_> = Location::caller();
    looks(HERE);
    with_run(|run| begin.saturating_add(run.date()))
}

/// The program finds this date, counted from 1970, at something real, such as a file that it
/// has written just now: from here on the date of the schedule is no earlier.
pub fn sees(date: Duration) {
    let Some(begin) = BEGIN.get() else { return };
    with_run(|run| {
        let ahead = date.saturating_sub(begin.saturating_add(run.date()));
        if !ahead.is_zero() {
            run.touch(Key::Clock, Mode::Changes);
        }
        run.ahead = run.ahead.saturating_add(ahead);
    });
}
