//! Who holds a lock, in an explored program or not.

use std::panic::Location;
use std::sync::{self, MutexGuard, PoisonError};
use std::thread::{self, ThreadId};
use std::time::{Duration, Instant};

use crate::model::TaskId;
use crate::model::hold::Hold;
use crate::schedule::engine::{is_exploring, with_run};

/// Who holds a lock. In an explored program nobody waits here: the model has seen to it
/// that the lock can be taken.
#[derive(Debug)]
pub(super) struct Held {
    holders: sync::Mutex<Vec<Holder>>,
    given: sync::Condvar,
}

#[derive(Clone, Copy, Debug)]
struct Holder {
    who: Who,
    hold: Hold,
    /// The line that took it.
    at: &'static Location<'static>,
}

/// A task, or a thread that takes part in no schedule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Who {
    Task(TaskId),
    Thread(ThreadId),
}

impl Who {
    fn asks() -> Who {
        let task = with_run(|run| run.current);
        task.map_or_else(|| Who::Thread(thread::current().id()), Who::Task)
    }
}

impl Held {
    pub(super) const fn new() -> Held {
        let holders = sync::Mutex::new(Vec::new());
        Held { holders, given: sync::Condvar::new() }
    }

    /// Takes it so, or finds that it cannot before this real time is over. Returns whether
    /// it has.
    ///
    /// # Panics
    ///
    /// In what is left of a schedule that was stopped, if it cannot at once: the holder
    /// never lets go.
    pub(super) fn take(
        &self,
        hold: Hold,
        at: &'static Location<'static>,
        until: Option<Instant>,
    ) -> bool {
        let who = Who::asks();
        let mut holders = self.holders();
        while !lets(&holders, hold) {
            let left =
                until.map(|until| until.saturating_duration_since(Instant::now()));
            if left.is_some_and(|left| left.is_zero()) {
                return false;
            }
            assert!(
                !is_exploring(),
                "the schedule was stopped while the lock was held"
            );
            holders = self.wait(holders, left);
        }
        let hold = match hold {
            Hold::Upgraded => {
                holders.clear();
                Hold::Write
            }
            other => other,
        };
        holders.push(Holder { who, hold, at });
        true
    }

    /// Lets it go that is held so, and takes it as this at once if that is wanted. Returns
    /// the line that took it.
    pub(super) fn give(
        &self,
        hold: Hold,
        then: Option<Hold>,
    ) -> &'static Location<'static> {
        let mut holders = self.holders();
        let place = place(&holders, hold).expect("who lets a lock go holds it");
        let holder = holders.swap_remove(place);
        holders.extend(then.map(|hold| Holder { hold, ..holder }));
        self.given.notify_all();
        holder.at
    }

    /// The line that took it so, if it is held.
    pub(super) fn taken(&self, hold: Hold) -> Option<&'static Location<'static>> {
        let holders = self.holders();
        place(&holders, hold).map(|place| holders[place].at)
    }

    /// Whether who asks holds it so.
    pub(super) fn is_mine(&self, hold: Hold) -> bool {
        let who = Who::asks();
        self.holders().iter().any(|one| one.who == who && one.hold == hold)
    }

    /// Whether it is held so that nobody can hold it as this besides.
    pub(super) fn keeps_out(&self, hold: Hold) -> bool {
        !lets(&self.holders(), hold)
    }

    fn holders(&self) -> MutexGuard<'_, Vec<Holder>> {
        self.holders.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn wait<'a>(
        &self,
        holders: MutexGuard<'a, Vec<Holder>>,
        left: Option<Duration>,
    ) -> MutexGuard<'a, Vec<Holder>> {
        match left {
            Some(left) => {
                let waited = self.given.wait_timeout(holders, left);
                waited.unwrap_or_else(PoisonError::into_inner).0
            }
            None => {
                self.given.wait(holders).unwrap_or_else(PoisonError::into_inner)
            }
        }
    }
}

/// Whether the lock can be held so beside these.
fn lets(holders: &[Holder], hold: Hold) -> bool {
    let is = |hold: Hold| holders.iter().any(|one| one.hold == hold);
    match hold {
        Hold::Read | Hold::ReadAgain => !is(Hold::Write),
        Hold::Upgradable => !is(Hold::Write) && !is(Hold::Upgradable),
        Hold::Write => holders.is_empty(),
        Hold::Upgraded => holders.len() == 1,
    }
}

/// The holder that lets it go: the one who asks, if it is one of several.
fn place(holders: &[Holder], hold: Hold) -> Option<usize> {
    let reads = [Hold::Read, Hold::ReadAgain];
    let is = |one: &Holder| {
        one.hold == hold || reads.contains(&one.hold) && reads.contains(&hold)
    };
    let who = Who::asks();
    let mine = holders.iter().rposition(|one| is(one) && one.who == who);
    mine.or_else(|| holders.iter().position(is))
}
