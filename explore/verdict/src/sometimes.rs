//! What an answer has to make possible: not every schedule shows it, but some schedule
//! does.

use std::collections::BTreeMap;
use std::fmt::Display;
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::claims::{Show, fault};

#[cfg(test)]
mod tests;

/// The titles of such claims, and whether each has held in a schedule.
pub(crate) type Held = BTreeMap<&'static str, bool>;

struct Claims {
    held: Held,
    /// The one that fails where it does not hold.
    told: Option<&'static str>,
}

static CLAIMS: Mutex<Claims> = Mutex::new(Claims { held: Held::new(), told: None });

/// Claims that this holds in some schedule of the check; one is enough. `title` names what
/// is wrong if it holds in none, in a few words, and `detail` says it in a sentence.
///
/// It is taken for impossible if every behaviour was visited, or if it has not come up in
/// hundreds of schedules: so it should be nothing rare. Claims of one title are one claim.
#[track_caller]
pub fn sometimes(holds: bool, title: &'static str, detail: impl Display) {
    let mut claims = claims();
    *claims.held.entry(title).or_default() |= holds;
    let told = claims.told == Some(title);
    drop(claims);
    if told && !holds {
        fault(title, detail, Show::Steps);
    }
}

/// Begins to collect. The claim of this title fails from now on where it does not hold.
pub(crate) fn collect(told: Option<&'static str>) {
    *claims() = Claims { held: Held::new(), told };
}

/// What was collected.
pub(crate) fn collected() -> Held {
    claims().held.clone()
}

/// Adds to what has held in other schedules.
pub(crate) fn merge(all: &mut Held, held: &Held) {
    for (title, held) in held {
        *all.entry(title).or_default() |= held;
    }
}

/// The first that has held in none.
pub(crate) fn never(held: &Held) -> Option<&'static str> {
    held.iter().find(|(_, held)| !**held).map(|(title, _)| *title)
}

/// The turn of a search: what is claimed of some schedule is kept for the whole process.
pub(crate) fn turn() -> MutexGuard<'static, ()> {
    static TURN: Mutex<()> = Mutex::new(());
    TURN.lock().unwrap_or_else(PoisonError::into_inner)
}

fn claims() -> MutexGuard<'static, Claims> {
    CLAIMS.lock().unwrap_or_else(PoisonError::into_inner)
}
