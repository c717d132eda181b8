//! How many are at work at once.

use std::collections::BTreeSet;
use std::fmt;
use std::panic::Location;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use explore::still_running;

use crate::claims::{LEFT_BEHIND, Show, fault};

/// Counts jobs, or whatever it is told to count, while they run. Each beginning and
/// each end is noted in the record. Counting is no step of its own; but in which
/// order tasks count, and what one has counted when another reads, makes a
/// difference to what is explored.
#[derive(Clone, Debug)]
pub struct Gauge {
    what: &'static str,
    counts: Arc<Mutex<Counts>>,
}

#[derive(Debug, Default)]
struct Counts {
    inside: BTreeSet<usize>,
    ended: usize,
    peak: usize,
}

impl Gauge {
    /// Counts these: "job".
    pub fn new(what: &'static str) -> Gauge {
        Gauge { what, counts: Arc::default() }
    }

    /// The one with this number begins; it ends when what is returned is dropped.
    #[track_caller]
    pub fn enter(&self, number: usize) -> Inside {
        let mut counts = self.counts();
        counts.inside.insert(number);
        counts.peak = counts.peak.max(counts.inside.len());
        drop(counts);
        explore::note!("{} {number} begins", self.what);
        Inside { gauge: self.clone(), number, at: Location::caller() }
    }

    /// The one with this number is over at once: counted as ended, and noted in one
    /// line, "works on value 3".
    #[track_caller]
    pub fn works_on(&self, number: usize) {
        self.counts().ended += 1;
        explore::note!("works on {} {number}", self.what);
    }

    /// How many have ended.
    pub fn ended(&self) -> usize {
        explore::reads_notes();
        self.counts().ended
    }

    /// How many run now.
    pub fn inside(&self) -> usize {
        explore::reads_notes();
        self.counts().inside.len()
    }

    /// The most that ran at once.
    pub fn peak(&self) -> usize {
        explore::reads_notes();
        self.counts().peak
    }

    /// Claims that so many ran at once at some moment. Only certain if each waits,
    /// as for a time, while it runs: else one may be over before the next begins.
    #[track_caller]
    pub fn reached(&self, expected: usize) {
        let (what, peak) = (self.what, self.peak());
        if peak == 0 && expected > 0 {
            let title = format!("a {what} was left out");
            fault(&title, none_begun(what, expected), Show::Notes);
        }
        if peak == 1 && expected > 1 {
            let detail = format!(
                "Each {what} began only after the {what} before it had ended. \
                 {expected} {what}s could have run at the same time."
            );
            fault(
                &format!("the {what}s ran one after another"),
                detail,
                Show::Notes,
            );
        }
        if peak < expected {
            let detail = format!(
                "At most {peak} {what}s ran at the same time. {expected} could \
                 have."
            );
            fault(&format!("too few {what}s ran at once"), detail, Show::Notes);
        }
    }

    /// Claims that never more than so many ran at once.
    #[track_caller]
    pub fn at_most(&self, bound: usize) {
        let (what, peak) = (self.what, self.peak());
        if peak > bound {
            let detail = format!(
                "{peak} {what}s ran at the same time. At most {bound} may."
            );
            fault(&format!("too many {what}s ran at once"), detail, Show::Notes);
        }
    }

    /// Claims that so many began and ended, and that none still runs.
    #[track_caller]
    pub fn all_ended(&self, expected: usize) {
        let what = self.what;
        let (inside, ended) = (self.inside(), self.ended());
        if inside > 0 {
            let counts = self.counts();
            let numbers: Vec<String> =
                counts.inside.iter().map(usize::to_string).collect();
            drop(counts);
            let (plural, whose) = match inside {
                1 => ("", "its"),
                _ => ("s", "their"),
            };
            let detail = format!(
                "{what}{plural} {} had begun and had not ended. Nobody waited for \
                 {whose} end.",
                numbers.join(" and ")
            );
            fault(LEFT_BEHIND, detail, Show::Notes);
        }
        if ended < expected {
            let detail = match ended {
                0 => none_begun(what, expected),
                _ => format!(
                    "Only {ended} of {expected} {what}s ran. The rest had not \
                     begun."
                ),
            };
            fault(&format!("a {what} was left out"), detail, Show::Notes);
        }
        if ended > expected {
            let detail =
                format!("{ended} {what}s ran to the end. Expected: {expected}.");
            fault(&format!("a {what} ran too often"), detail, Show::Notes);
        }
    }

    fn counts(&self) -> MutexGuard<'_, Counts> {
        self.counts.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// That none of so many has begun, and how many other tasks run.
fn none_begun(what: &str, expected: usize) -> String {
    let none = match expected {
        1 => format!("The {what} had not begun."),
        _ => format!("None of {expected} {what}s had begun."),
    };
    match still_running() {
        0 => none,
        1 => format!("{none} One task that was started had not ended by then."),
        tasks => {
            format!("{none} {tasks} tasks that were started had not ended by then.")
        }
    }
}

/// One that runs. Dropping it is its end.
pub struct Inside {
    gauge: Gauge,
    number: usize,
    at: &'static Location<'static>,
}

impl Drop for Inside {
    fn drop(&mut self) {
        explore::acts_when_dropped(self);
        let mut counts = self.gauge.counts();
        counts.inside.remove(&self.number);
        counts.ended += 1;
        drop(counts);
        explore::note_at(
            format_args!("{} {} ends", self.gauge.what, self.number),
            self.at,
        );
    }
}

impl fmt::Debug for Inside {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.gauge.what, self.number)
    }
}

#[cfg(test)]
mod tests;
