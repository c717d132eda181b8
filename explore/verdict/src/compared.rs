//! The reduced search held to the search of all orders.

use explore::{Explore, Fault, Report};
use serde::{Deserialize, Serialize};

use crate::Check;
use crate::ways::Ways;

/// How many behaviours of a check two searches see.
///
/// What the reduced search runs are some of all orders, so it sees some of all behaviours:
/// as many are the same ones.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Compared {
    /// The name of the check.
    pub check: String,
    /// What its program was given.
    pub size: usize,
    /// Those that the reduced search sees; nothing if it does not prove that these are all.
    pub reduced: Option<usize>,
    /// Those that the search of all orders sees; nothing if it did not end.
    pub every: Option<usize>,
}

impl Compared {
    /// Whether both have said how many there are.
    pub fn is_known(&self) -> bool {
        self.reduced.is_some() && self.every.is_some()
    }

    /// Whether the reduced search takes for all what is not.
    pub fn differs(&self) -> bool {
        self.is_known() && self.reduced != self.every
    }
}

/// Explores each check in both ways, in so many schedules at most. A fault is planted in
/// the reduced search, if there is one.
pub(crate) fn compared(
    ways: &Ways,
    checks: &[Check],
    fault: Option<Fault>,
) -> Vec<Compared> {
    let compare = |check: &Check, size| {
        let seen = |explore: Explore| {
            let explore = explore.max_schedules(ways.most(check));
            let report = ways.run(explore, (check, size, None)).ok()?.report;
            let Report { failure, exhaustive, behaviours, .. } = report;
            (exhaustive && failure.is_none()).then_some(behaviours)
        };
        let reduced = match fault {
            Some(fault) => Explore::reduced().with_fault(fault),
            None => Explore::reduced(),
        };
        let (reduced, every) = (seen(reduced), seen(Explore::every()));
        Compared { check: check.name.to_string(), size, reduced, every }
    };
    let mut all = Vec::new();
    for check in checks {
        all.extend(check.sizes.iter().map(|&size| compare(check, size)));
    }
    all
}
