//! What a reduced search sees of a program, beside what the search of all orders sees.

use std::collections::BTreeSet;
use std::fmt::Debug;
use std::sync::{Arc, Mutex};

use explore::{Explore, Report};

/// Of a search: all that the program did, and what it tells.
pub type Searched<T> = (BTreeSet<T>, Report);

/// All that a program can see, in a search that no failure ends.
pub fn search<T: Ord + Clone + Send + 'static>(
    explore: Explore,
    run: impl Fn() -> T + Send + Sync + 'static,
) -> Searched<T> {
    let seen = Arc::new(Mutex::new(BTreeSet::new()));
    let sees = seen.clone();
    let report = explore.run(move || {
        let saw = run();
        sees.lock().unwrap().insert(saw);
    });
    let seen = seen.lock().unwrap().clone();
    (seen, report)
}

/// What no reduced search may have lost.
pub const NONE: [&str; 0] = [];

/// The programs that were compared.
#[derive(Debug, Default)]
pub struct Compared {
    /// Of how many both searches have come to the end.
    pub ended: usize,
    /// How many schedules the reduced ones of these took, and those of all orders.
    pub schedules: [usize; 2],
    /// How many fail in both.
    pub failed: usize,
    /// Those of which the reduced search has not seen all.
    pub lost: Vec<String>,
}

impl Compared {
    /// Adds the program of this name.
    pub fn add<T: Ord + Debug>(
        &mut self,
        name: impl FnOnce() -> String,
        (all, every): Searched<T>,
        (found, reduced): Searched<T>,
    ) {
        let fails = [&every, &reduced].map(|report| report.failure.is_some());
        let sees_all = match fails {
            [true, true] => {
                self.failed += 1;
                true
            }
            [false, true] => !every.exhaustive,
            [true, false] => !reduced.exhaustive,
            [false, false] if every.exhaustive && reduced.exhaustive => {
                self.ended += 1;
                self.schedules[0] += reduced.schedules;
                self.schedules[1] += every.schedules;
                found == all && reduced.behaviours == every.behaviours
            }
            [false, false] => true,
        };
        if !sees_all {
            let one = all.difference(&found).next();
            let name = name();
            self.lost.push(format!("{name}: {reduced}; {every}; {one:?}"));
        }
    }
}
