//! How long a schedule may go on, and all of them: by what they use of a processor, as a
//! busy machine is no fault of an answer's.

use std::time::Duration;

use crate::{BLOCKED, PATIENCE};

/// How often it is looked how far the schedules are.
pub(crate) const LOOK: Duration = Duration::from_millis(100);

/// What all schedules of one seed may use of a processor. Honest answers use seconds.
const BUDGET: Duration = Duration::from_secs(60);

/// Less than this is nothing: to look takes as long.
const NOTHING: Duration = Duration::from_millis(1);

/// What is said of the schedules at a look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Seen {
    /// They go on.
    Progress,
    /// One of them has used too much.
    Endless,
    /// One of them uses nothing and does not end.
    Blocked,
    /// All together have used too much.
    Slow,
}

/// What was seen at the looks so far.
pub(crate) struct Patience {
    budget: Duration,
    /// How many schedules had begun.
    begun: usize,
    /// What had been used when the last of them was seen first.
    before: Duration,
    /// What had been used at the last look.
    used: Duration,
    /// For how many looks nothing has been.
    idle: u32,
}

impl Patience {
    /// For so many seeds.
    pub(crate) fn new(seeds: u64) -> Patience {
        let seeds = u32::try_from(seeds).unwrap_or(u32::MAX);
        let budget = BUDGET.saturating_mul(seeds);
        let none = Duration::ZERO;
        Patience { budget, begun: 0, before: none, used: none, idle: 0 }
    }

    /// At a look: whether schedules run, and not what is made of them; whether one has
    /// failed, which gives as much time again to tell it; how many have begun; what the
    /// process has used of a processor.
    pub(crate) fn look(
        &mut self,
        runs: bool,
        failed: bool,
        begun: usize,
        used: Duration,
    ) -> Seen {
        let last = std::mem::replace(&mut self.used, used);
        if !runs || begun != self.begun {
            (self.begun, self.before, self.idle) = (begun, used, 0);
        } else {
            let is_idle = used < last + NOTHING;
            self.idle = if is_idle { self.idle + 1 } else { 0 };
        }
        let budget = self.budget * if failed { 2 } else { 1 };
        if used >= self.before + PATIENCE {
            Seen::Endless
        } else if LOOK * self.idle >= BLOCKED {
            Seen::Blocked
        } else if used >= budget {
            Seen::Slow
        } else {
            Seen::Progress
        }
    }
}

/// The most that a process with so many seeds ever uses, unless nobody in it looks.
#[cfg(unix)]
pub(crate) fn most(seeds: u64) -> Duration {
    BUDGET
        .saturating_mul(3)
        .saturating_mul(u32::try_from(seeds).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    const MS: Duration = Duration::from_millis(1);

    /// The number of the look at which something else than progress is seen.
    fn first(
        mut look: impl FnMut(&mut Patience, u32) -> Seen,
    ) -> Option<(u32, Seen)> {
        let mut patience = Patience::new(1);
        let mut looks =
            (1..2_000).map(|number| (number, look(&mut patience, number)));
        looks.find(|(_, seen)| *seen != Seen::Progress)
    }

    #[test]
    fn a_schedule_that_goes_on_is_endless() {
        let found =
            first(|patience, at| patience.look(true, false, 1, MS * 100 * at));
        assert_eq!(found, Some((51, Seen::Endless)));
    }

    #[test]
    fn on_a_busy_machine_it_takes_longer() {
        let found =
            first(|patience, at| patience.look(true, false, 1, MS * 10 * at));
        assert_eq!(found, Some((501, Seen::Endless)));
    }

    #[test]
    fn one_that_uses_nothing_is_blocked() {
        let found = first(|patience, _| patience.look(true, false, 1, MS * 7));
        assert_eq!(found, Some((201, Seen::Blocked)));
        // Its turn comes now and then.
        let found =
            first(|patience, at| patience.look(true, false, 1, MS * (at / 150)));
        assert_eq!(found, None);
    }

    #[test]
    fn many_that_follow_each_other_are_slow() {
        let look = |failed| {
            first(move |patience, at| {
                patience.look(true, failed, at as usize / 49, MS * 100 * at)
            })
        };
        assert_eq!(look(false), Some((600, Seen::Slow)));
        assert_eq!(look(true), Some((1_200, Seen::Slow)));
    }

    #[test]
    fn what_is_made_of_them_is_none_that_goes_on() {
        let found =
            first(|patience, at| patience.look(false, false, 1, MS * 20 * at));
        assert_eq!(found, None);
        let found =
            first(|patience, at| patience.look(at < 50, false, 1, MS * 9 * at));
        assert_eq!(found, None);
    }
}
