//! How often chance finds a mistake.

use explore::{Cause, Explore};

use super::{ENDLESS, ENOUGH, Search};
use crate::sometimes::{self, Held};
use crate::ways::Found;
use crate::{Check, Rate};

impl Search {
    /// How many random schedules fail, each on its own, in each check; all, if what should
    /// hold sometimes holds in none. One that never ends takes long: some of these are
    /// enough.
    pub(crate) fn rates(&self, checks: &[Check], seed: u64) -> Vec<Rate> {
        checks.iter().map(|check| self.rate(check, seed)).collect()
    }

    fn rate(&self, check: &Check, seed: u64) -> Rate {
        let mut rate = Rate { check: check.name.to_string(), failed: 0, of: 0 };
        let mut endless = 0;
        let mut held = Held::new();
        let most = self.ways.most(check);
        while rate.of < most && endless < ENDLESS {
            let (left, seed) = (most - rate.of, seed.wrapping_add(rate.of as u64));
            let program = (check, check.sizes[0], None);
            // Up to one that fails.
            let found = self.ways.run(Explore::random(left, seed), program);
            let Ok(Found { report, held: more, .. }) = found else {
                rate.of += 1;
                continue;
            };
            rate.of += report.schedules;
            sometimes::merge(&mut held, &more);
            if let Some(failure) = report.failure {
                rate.failed += 1;
                if matches!(failure.cause, Cause::StepLimit { .. }) {
                    endless += 1;
                }
            }
        }
        if rate.of >= ENOUGH && sometimes::never(&held).is_some() {
            rate.failed = rate.of;
        }
        rate
    }
}
